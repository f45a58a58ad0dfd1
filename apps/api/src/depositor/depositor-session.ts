import { Inject, Injectable } from '@nestjs/common';
import {
  DEPOSITOR_LINK_DAYS,
  DEPOSITOR_SESSION_S,
  readDepositor,
  signDepositor,
} from '@timetable/notifications/depositor-token';
import type { DepositorIdentity } from '@timetable/domain';
import { DepositAccountAdminRepository, type DepositAccountHolder } from '@timetable/persistence';
import type { Settings } from '@timetable/settings';
import type { Request, Response } from 'express';
import { Cookies } from '../auth/cookies.js';
import { ApiError } from '../errors/api-error.js';
import { SETTINGS } from '../ports/ports.module.js';

/**
 * A depositor at their two pages, come by the link of a mail. Nothing is stored: the account says, at each request, whether
 * it is still as it was when the link was made.
 */
@Injectable()
export class DepositorSession {
  constructor(
    private readonly accounts: DepositAccountAdminRepository,
    private readonly cookies: Cookies,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws ApiError `link_expired` */
  async open(link: string, response: Response): Promise<DepositAccountHolder> {
    const holder = await this.#holderOf(
      await readDepositor(this.settings.SESSION_SECRET, 'depositor-link', link),
    );
    if (holder === undefined)
      throw new ApiError(
        'link_expired',
        `Ce lien n’ouvre plus rien : il a plus de ${DEPOSITOR_LINK_DAYS} jours, ou le mot de passe du compte a changé depuis. Ouvrez le lien du message le plus récent ; sinon, demandez au gestionnaire de vie scolaire un nouveau mot de passe : vous recevrez un message avec un nouveau lien.`,
      );
    await this.renew(holder, response);
    return holder;
  }

  /** After a change of the password, which ends every session of before. */
  async renew(identity: DepositorIdentity, response: Response): Promise<void> {
    const token = await signDepositor(this.settings.SESSION_SECRET, 'depositor-session', identity);
    this.cookies.keep(response, 'depositor', token, DEPOSITOR_SESSION_S);
  }

  close(response: Response): void {
    this.cookies.forget(response, 'depositor');
  }

  /** Who asks; undefined: nobody whom a link has let in, or no longer. */
  async holderOf(request: Request): Promise<DepositAccountHolder | undefined> {
    const token = this.cookies.of(request, 'depositor');
    return token === undefined
      ? undefined
      : this.#holderOf(await readDepositor(this.settings.SESSION_SECRET, 'depositor-session', token));
  }

  async #holderOf(identity: DepositorIdentity | undefined): Promise<DepositAccountHolder | undefined> {
    const holder = identity && (await this.accounts.findHolder(identity.login));
    return holder?.version === identity?.version ? holder : undefined;
  }
}
