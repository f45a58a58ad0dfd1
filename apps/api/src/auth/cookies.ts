import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '@timetable/settings';
import type { CookieOptions, Request, Response } from 'express';
import { SETTINGS } from '../ports/ports.module.js';

/** What browsers keep for us. */
export type CookieName = 'session' | 'device' | 'openid' | 'depositor';

/** Beside the session, for scripts: whether it is worth asking who is signed in. Says nothing else, and is believed by nobody here. */
const SIGNED_IN = 'signed_in';

/**
 * Cookies out of reach of scripts. `lax`: sent when a link of a mail is opened, never with what another site has the browser
 * send; who changes something is asked where they come from too (`comesFromAnotherSite`). By HTTPS their names begin with
 * `__Host-`, which browsers let nobody but this very host set: a neighbour of the same domain could else have a person work in
 * a session that is not theirs.
 */
@Injectable()
export class Cookies {
  readonly #isSecure: boolean;

  constructor(@Inject(SETTINGS) { PUBLIC_URL }: Pick<Settings, 'PUBLIC_URL'>) {
    this.#isSecure = PUBLIC_URL.startsWith('https:');
  }

  of(request: Pick<Request, 'headers'>, name: CookieName): string | undefined {
    const wanted = this.nameOf(name);
    for (const pair of (request.headers.cookie ?? '').split(';')) {
      const [given, value] = pair.trim().split('=');
      if (given === wanted) return value;
    }
    return undefined;
  }

  keep(response: Pick<Response, 'cookie'>, name: CookieName, value: string, lifetimeS: number): void {
    const options = { ...this.#options(), maxAge: lifetimeS * 1000 };
    response.cookie(this.nameOf(name), value, options);
    if (name === 'session') response.cookie(SIGNED_IN, '1', { ...options, httpOnly: false });
  }

  forget(response: Pick<Response, 'clearCookie'>, name: CookieName): void {
    response.clearCookie(this.nameOf(name), this.#options());
    if (name === 'session') response.clearCookie(SIGNED_IN, { ...this.#options(), httpOnly: false });
  }

  /** As browsers and the published contract call it. */
  nameOf(name: CookieName): string {
    return this.#isSecure ? `__Host-${name}` : name;
  }

  #options(): CookieOptions {
    return { httpOnly: true, sameSite: 'lax', secure: this.#isSecure, path: '/' };
  }
}
