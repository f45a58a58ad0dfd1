import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '@timetable/settings';
import { jwtVerify, SignJWT } from 'jose';
import { randomUUID } from 'node:crypto';
import { SETTINGS } from '../ports/ports.module.js';

export const TOKEN_LIFETIME_S = 12 * 60 * 60;
const ISSUER = 'timetable-import';

export interface TokenClaims {
  readonly login: string;
  /** Version of the account's tokens when it was given: an older one is revoked. */
  readonly version: number;
}

/** A token that was read. */
export interface TokenContent extends TokenClaims {
  /** Which sign-in gave it: the one that a change of password leaves open. */
  readonly session: string;
  readonly expiresAt: Date;
}

/**
 * Signed bearer tokens. Their age is counted on the system's clock, not on the business one, which a demonstration may
 * set years back.
 */
@Injectable()
export class TokenService {
  readonly #secret: Uint8Array;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.#secret = new TextEncoder().encode(settings.SESSION_SECRET);
  }

  async issue(claims: TokenClaims): Promise<{ token: string; expiresAt: Date }> {
    const expiresAt = new Date((Math.floor(Date.now() / 1000) + TOKEN_LIFETIME_S) * 1000);
    const token = await new SignJWT({ ver: claims.version })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(ISSUER)
      .setSubject(claims.login)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime(expiresAt)
      .sign(this.#secret);
    return { token, expiresAt };
  }

  /** Undefined for a token that is forged, expired or not ours. */
  async read(token: string): Promise<TokenContent | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.#secret, { algorithms: ['HS256'], issuer: ISSUER });
      const { sub: login, ['ver']: version, jti: session, exp } = payload;
      return login !== undefined && typeof version === 'number' && session !== undefined && exp !== undefined
        ? { login, version, session, expiresAt: new Date(exp * 1000) }
        : undefined;
    } catch {
      return undefined;
    }
  }
}
