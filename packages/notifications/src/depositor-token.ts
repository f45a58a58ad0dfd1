import type { DepositorIdentity } from '@timetable/domain';
import { jwtVerify, SignJWT } from 'jose';

/**
 * What a token is for. Signed with the same secret as sessions of staff, and read for its own use alone: none of them opens
 * what another does. `depositor-link` is in mails; `depositor-session` is what a browser gets for it.
 */
export type DepositorTokenUse = 'depositor-link' | 'depositor-session';

const ISSUER = 'timetable-import';
/** A mail that is found again later opens nothing. */
export const DEPOSITOR_LINK_DAYS = 7;
export const DEPOSITOR_SESSION_S = 60 * 60;

const LIFETIME_S: Readonly<Record<DepositorTokenUse, number>> = {
  'depositor-link': DEPOSITOR_LINK_DAYS * 24 * 60 * 60,
  'depositor-session': DEPOSITOR_SESSION_S,
};

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
  const issuedAtS = Math.floor(Number(now) / 1000);
  return new SignJWT({ version })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(ISSUER)
    .setAudience(use)
    .setSubject(login)
    .setIssuedAt(issuedAtS)
    .setExpirationTime(issuedAtS + LIFETIME_S[use])
    .sign(keyOf(secret));
}

/** @returns undefined for one that is forged, of another use or too old; whether the account is still so is not its to say */
export async function readDepositor(
  secret: string,
  use: DepositorTokenUse,
  token: string,
): Promise<DepositorIdentity | undefined> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), {
      algorithms: ['HS256'],
      issuer: ISSUER,
      audience: use,
    });
    const { sub: login, version } = payload;
    return login === undefined || typeof version !== 'number' ? undefined : { login, version };
  } catch {
    return undefined;
  }
}

/** After `#`, which browsers send to nobody: no log, proxy or other site sees it. */
export const depositorLink = (publicUrl: string, token: string): string => `${publicUrl}/mes-depots#${token}`;

const keyOf = (secret: string): Uint8Array => new TextEncoder().encode(secret);
