import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '@timetable/settings';
import type { CookieOptions, Request } from 'express';
import { jwtVerify, SignJWT } from 'jose';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { SETTINGS } from '../ports/ports.module.js';
import { cookieOf, cookieOptions } from './session-cookie.js';
import { signingKey } from './signing-key.js';

export const DEVICE_COOKIE = 'device';
/** A school year, summer included. */
const LIFETIME_S = 400 * 24 * 60 * 60;
const AUDIENCE = 'device';
/** An office's computer is shared; one of a computer room is nobody's own. */
const MOST_LOGINS = 10;

const CONTENT = z.object({ jti: z.string(), logins: z.array(z.string()) });

/** A browser in which people signed in before. */
export interface Device {
  readonly id: string;
  /** Whose, the latest last. */
  readonly logins: readonly string[];
}

/**
 * Which browsers people sign in with, kept by the browsers themselves in a signed cookie. It opens nothing: whoever has it still
 * needs the password, and is only not held back by what strangers try for the same login.
 */
@Injectable()
export class KnownDevices {
  readonly #key: Uint8Array;
  readonly cookieOptions: CookieOptions;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.#key = signingKey(settings);
    this.cookieOptions = cookieOptions(settings, LIFETIME_S);
  }

  /** Undefined: a browser in which nobody has signed in, or a program. */
  async of(request: Request): Promise<Device | undefined> {
    const cookie = cookieOf(request, DEVICE_COOKIE);
    if (cookie === undefined) return undefined;
    try {
      const { payload } = await jwtVerify(cookie, this.#key, { algorithms: ['HS256'], audience: AUDIENCE });
      const { jti: id, logins } = CONTENT.parse(payload);
      return { id, logins };
    } catch {
      return undefined;
    }
  }

  /** The cookie that says that this person has signed in there. */
  remember(device: Device | undefined, login: string): Promise<string> {
    const others = (device?.logins ?? []).filter((known) => known !== login);
    return new SignJWT({ logins: [...others, login].slice(-MOST_LOGINS) })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(AUDIENCE)
      .setJti(device?.id ?? randomUUID())
      .setExpirationTime(Math.floor(Date.now() / 1000) + LIFETIME_S)
      .sign(this.#key);
  }
}
