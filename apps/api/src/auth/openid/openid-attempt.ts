import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '@timetable/settings';
import { SignedTokens } from '@timetable/signed-tokens';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { SETTINGS } from '../../ports/ports.module.js';
import { Cookies } from '../cookies.js';

/** What a browser has to bring back, so that nobody is signed in by an answer that they did not ask for. */
export interface OpenIdAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** A path of this server. */
  readonly returnTo: string;
}

/** Time to type a password, or to have it sent. */
const LIFETIME_S = 15 * 60;

const CONTENT: z.ZodType<OpenIdAttempt> = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
});

/** Kept by the browser itself, in a signed cookie: any instance may answer the provider's redirection. */
@Injectable()
export class OpenIdAttempts {
  readonly #tokens: SignedTokens<OpenIdAttempt>;

  constructor(
    @Inject(SETTINGS) { SESSION_SECRET: secret }: Settings,
    private readonly cookies: Cookies,
  ) {
    this.#tokens = new SignedTokens({ secret, use: 'openid', content: CONTENT });
  }

  async begin(response: Response, attempt: OpenIdAttempt): Promise<void> {
    const token = await this.#tokens.sign(attempt, new Date(Date.now() + LIFETIME_S * 1000));
    this.cookies.keep(response, 'openid', token, LIFETIME_S);
  }

  /** Once only: the browser forgets it. Undefined when it has none, or one that is too old. */
  async take(request: Request, response: Response): Promise<OpenIdAttempt | undefined> {
    const token = this.cookies.of(request, 'openid');
    this.cookies.forget(response, 'openid');
    return token === undefined ? undefined : (await this.#tokens.read(token))?.content;
  }
}
