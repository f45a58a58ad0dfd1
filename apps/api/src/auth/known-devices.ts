import { Inject, Injectable } from '@nestjs/common';
import { StaffAccountRepository } from '@timetable/persistence';
import type { Settings } from '@timetable/settings';
import { SignedTokens } from '@timetable/signed-tokens';
import type { Request, Response } from 'express';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ApiRequest } from '../http/api-request.js';
import { SETTINGS } from '../ports/ports.module.js';
import { Cookies } from './cookies.js';
import type { Device } from './device.js';

/** A school year, summer included. */
const LIFETIME_S = 400 * 24 * 60 * 60;
/** An office's computer is shared; one of a computer room is nobody's own. */
const MOST_LOGINS = 10;

const CONTENT: z.ZodType<Device> = z.object({
  id: z.string(),
  people: z.array(z.object({ login: z.string(), key: z.string() })),
});

/**
 * Which browsers people sign in with, kept by the browsers themselves in a signed cookie. It opens nothing: whoever has it still
 * needs the password, and is only not held back by what strangers try for the same login. A password changed or given anew makes
 * strangers of all of them, but of the one in which it was changed: whoever knew the old one may have signed in somewhere.
 */
@Injectable()
export class KnownDevices {
  readonly #tokens: SignedTokens<Device>;

  constructor(
    @Inject(SETTINGS) { SESSION_SECRET: secret }: Settings,
    private readonly accounts: StaffAccountRepository,
    private readonly cookies: Cookies,
  ) {
    this.#tokens = new SignedTokens({ secret, use: 'device', content: CONTENT });
  }

  /** Undefined: a browser in which nobody has signed in, or a program. */
  async of(request: Request): Promise<Device | undefined> {
    const cookie = this.cookies.of(request, 'device');
    return cookie === undefined ? undefined : (await this.#tokens.read(cookie))?.content;
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
    const device = { id: request.device?.id ?? randomUUID(), people };
    const signed = await this.#tokens.sign(device, new Date(Date.now() + LIFETIME_S * 1000));
    this.cookies.keep(response, 'device', signed, LIFETIME_S);
  }
}
