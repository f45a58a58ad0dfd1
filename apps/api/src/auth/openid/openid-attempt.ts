import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '@timetable/settings';
import type { Request, Response } from 'express';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { SETTINGS } from '../../ports/ports.module.js';
import { Cookies } from '../cookies.js';
import { signingKey } from '../signing-key.js';

/** What a browser has to bring back, so that nobody is signed in by an answer that they did not ask for. */
export interface OpenIdAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** A path of this server. */
  readonly returnTo: string;
}

const AUDIENCE = 'openid';
/** Time to type a password, or to have it sent. */
const LIFETIME_S = 15 * 60;

const CONTENT = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
});

/** Kept by the browser itself, in a signed cookie: any instance may answer the provider's redirection. */
@Injectable()
export class OpenIdAttempts {
  readonly #key: Uint8Array;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly cookies: Cookies,
  ) {
    this.#key = signingKey(settings);
  }

  async begin(response: Response, attempt: OpenIdAttempt): Promise<void> {
    const token = await new SignJWT({ ...attempt })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(AUDIENCE)
      .setExpirationTime(Math.floor(Date.now() / 1000) + LIFETIME_S)
      .sign(this.#key);
    this.cookies.keep(response, 'openid', token, LIFETIME_S);
  }

  /** Once only: the browser forgets it. Undefined when it has none, or one that is too old. */
  async take(request: Request, response: Response): Promise<OpenIdAttempt | undefined> {
    const token = this.cookies.of(request, 'openid');
    this.cookies.forget(response, 'openid');
    if (token === undefined) return undefined;
    try {
      const { payload } = await jwtVerify(token, this.#key, { algorithms: ['HS256'], audience: AUDIENCE });
      return CONTENT.parse(payload);
    } catch {
      return undefined;
    }
  }
}
