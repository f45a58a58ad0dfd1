import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '@timetable/settings';
import { jwtVerify, SignJWT } from 'jose';
import { SETTINGS } from '../ports/ports.module.js';
import { signingKey } from './signing-key.js';

export const TOKEN_LIFETIME_S = 12 * 60 * 60;
const ISSUER = 'timetable-import';
/** What is signed for another use with the same secret opens no session. */
const AUDIENCE = 'session';

/** What a token says: which session it belongs to, and no longer than when. */
export interface TokenContent {
  readonly session: string;
  readonly expiresAt: Date;
}

/**
 * Signed bearer tokens: one that is not ours costs no question to the database. Whether a session is still open is not the
 * token's to say. Their age is counted on the system's clock, not on the business one, which a demonstration may
 * set years back.
 */
@Injectable()
export class TokenService {
  readonly #secret: Uint8Array;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.#secret = signingKey(settings);
  }

  issue({ session, expiresAt }: TokenContent): Promise<string> {
    return new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setJti(session)
      .setIssuedAt()
      .setExpirationTime(expiresAt)
      .sign(this.#secret);
  }

  /** Undefined for a token that is forged, expired or not ours. */
  async read(token: string): Promise<TokenContent | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.#secret, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience: AUDIENCE,
      });
      const { jti: session, exp } = payload;
      return session === undefined || exp === undefined
        ? undefined
        : { session, expiresAt: new Date(exp * 1000) };
    } catch {
      return undefined;
    }
  }
}
