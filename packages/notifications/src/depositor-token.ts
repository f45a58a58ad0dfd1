import type { DepositorIdentity } from '@timetable/domain';
import { SignedTokens } from '@timetable/signed-tokens';
import { z } from 'zod';

/**
 * What a token is for. `depositor-link` is in mails; `depositor-session` is what a browser gets for it.
 */
export type DepositorTokenUse = 'depositor-link' | 'depositor-session';

/** A mail that is found again later opens nothing. */
export const DEPOSITOR_LINK_DAYS = 7;
export const DEPOSITOR_SESSION_S = 60 * 60;

const LIFETIME_S: Readonly<Record<DepositorTokenUse, number>> = {
  'depositor-link': DEPOSITOR_LINK_DAYS * 24 * 60 * 60,
  'depositor-session': DEPOSITOR_SESSION_S,
};

const CONTENT: z.ZodType<DepositorIdentity> = z.object({ login: z.string(), version: z.number() });

const tokensOf = (secret: string, use: DepositorTokenUse): SignedTokens<DepositorIdentity> =>
  new SignedTokens({ secret, use, content: CONTENT });

/**
 * Says that its bearer holds a deposit account, as that account is now: another password, or its end, makes it worthless.
 * @param now system time, not the business clock, which a demonstration may set years back
 */
export function signDepositor(
  secret: string,
  use: DepositorTokenUse,
  { login, version }: DepositorIdentity,
  now = new Date(),
): Promise<string> {
  const expiresAt = new Date(Number(now) + LIFETIME_S[use] * 1000);
  return tokensOf(secret, use).sign({ login, version }, expiresAt);
}

/** @returns undefined for one that is forged, of another use or too old; whether the account is still so is not its to say */
export async function readDepositor(
  secret: string,
  use: DepositorTokenUse,
  token: string,
): Promise<DepositorIdentity | undefined> {
  return (await tokensOf(secret, use).read(token))?.content;
}

/** After `#`, which browsers send to nobody: no log, proxy or other site sees it. */
export const depositorLink = (publicUrl: string, token: string): string => `${publicUrl}/mes-depots#${token}`;
