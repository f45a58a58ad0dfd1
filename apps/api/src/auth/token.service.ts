import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '@timetable/settings';
import { SignedTokens } from '@timetable/signed-tokens';
import { z } from 'zod';
import { SETTINGS } from '../ports/ports.module.js';

export const TOKEN_LIFETIME_S = 12 * 60 * 60;

/** What a token says: which session it belongs to, and no longer than when. */
export interface TokenContent {
  readonly session: string;
  readonly expiresAt: Date;
}

/** Bearer tokens: one that is not ours costs no question to the database. Whether a session is still open is not the token's to say. */
@Injectable()
export class TokenService {
  readonly #tokens: SignedTokens<{ readonly session: string }>;

  constructor(@Inject(SETTINGS) { SESSION_SECRET: secret }: Settings) {
    // What is signed for another use opens no session.
    this.#tokens = new SignedTokens({ secret, use: 'session', content: z.object({ session: z.string() }) });
  }

  issue({ session, expiresAt }: TokenContent): Promise<string> {
    return this.#tokens.sign({ session }, expiresAt);
  }

  /** Undefined for a token that is forged, expired or not ours. */
  async read(token: string): Promise<TokenContent | undefined> {
    const found = await this.#tokens.read(token);
    return found && { session: found.content.session, expiresAt: found.expiresAt };
  }
}
