import { Inject, Injectable } from '@nestjs/common';
import { StaffAccountRepository } from '@timetable/persistence';
import type { Settings } from '@timetable/settings';
import type { Request, Response } from 'express';
import { jwtVerify, SignJWT } from 'jose';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ApiRequest } from '../http/api-request.js';
import { SETTINGS } from '../ports/ports.module.js';
import { Cookies } from './cookies.js';
import type { Device } from './device.js';
import { signingKey } from './signing-key.js';

/** A school year, summer included. */
const LIFETIME_S = 400 * 24 * 60 * 60;
const AUDIENCE = 'device';
/** An office's computer is shared; one of a computer room is nobody's own. */
const MOST_LOGINS = 10;

const CONTENT = z.object({
  jti: z.string(),
  people: z.array(z.object({ login: z.string(), key: z.string() })),
});

/**
 * Which browsers people sign in with, kept by the browsers themselves in a signed cookie. It opens nothing: whoever has it still
 * needs the password, and is only not held back by what strangers try for the same login. A password changed or given anew makes
 * strangers of all of them, but of the one in which it was changed: whoever knew the old one may have signed in somewhere.
 */
@Injectable()
export class KnownDevices {
  readonly #key: Uint8Array;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly accounts: StaffAccountRepository,
    private readonly cookies: Cookies,
  ) {
    this.#key = signingKey(settings);
  }

  /** Undefined: a browser in which nobody has signed in, or a program. */
  async of(request: Request): Promise<Device | undefined> {
    const cookie = this.cookies.of(request, 'device');
    if (cookie === undefined) return undefined;
    try {
      const { payload } = await jwtVerify(cookie, this.#key, { algorithms: ['HS256'], audience: AUDIENCE });
      const { jti: id, people } = CONTENT.parse(payload);
      return { id, people };
    } catch {
      return undefined;
    }
  }

  /** Whether this person has signed in there with the password that they have now. */
  async isOf(device: Device, login: string): Promise<boolean> {
    const known = device.people.find((person) => person.login === login);
    return known !== undefined && known.key === (await this.accounts.deviceKey(login));
  }

  /** Lets the browser keep that this person has signed in there. */
  async remember(request: ApiRequest, response: Response, login: string): Promise<void> {
    const key = await this.accounts.deviceKey(login);
    if (key === undefined) return;
    const others = (request.device?.people ?? []).filter((person) => person.login !== login);
    const people = [...others, { login, key }].slice(-MOST_LOGINS);
    const signed = await this.#signed(request.device?.id ?? randomUUID(), people);
    this.cookies.keep(response, 'device', signed, LIFETIME_S);
  }

  #signed(id: string, people: Device['people']): Promise<string> {
    return new SignJWT({ people })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(AUDIENCE)
      .setJti(id)
      .setExpirationTime(Math.floor(Date.now() / 1000) + LIFETIME_S)
      .sign(this.#key);
  }
}
