import { Inject, Injectable } from '@nestjs/common';
import type {
  DepositAccount,
  DepositAccountPatch,
  DepositCredentials,
  NewDepositAccount,
  Page,
  PageQuery,
  User,
} from '@timetable/contracts';
import type { Clock, Settings } from '@timetable/settings';
import { accountObstacleMessage, completeDepositUrl } from '@timetable/domain';
import {
  DepositAccountAdminRepository,
  type AccessToTell,
  type CampusRecord,
  type LatestRefusal,
  type ManagedDepositAccount,
} from '@timetable/persistence';
import { z } from 'zod';
import { generatePassword } from '../auth/password.js';
import { Passwords } from '../auth/passwords.js';
import { RefusedSignIns, toLastRefusal } from '../auth/refused-sign-ins.js';
import { ApiError, notFound } from '../errors/api-error.js';
import { decodeCursor } from '../http/cursor.js';
import { readPage } from '../http/page.js';
import { CLOCK, SETTINGS } from '../ports/ports.module.js';
import { depositUrls } from './deposit-urls.js';

/** The rank of the next account: a handful of them, always in the same order. */
const cursorSchema = z.int().min(0);

@Injectable()
export class DepositAccountsService {
  constructor(
    private readonly accounts: DepositAccountAdminRepository,
    private readonly passwords: Passwords,
    private readonly refused: RefusedSignIns,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async list(campus: CampusRecord, { limit, cursor }: PageQuery): Promise<Page<DepositAccount>> {
    const start = decodeCursor(cursorSchema, cursor) ?? 0;
    const accounts = await this.accounts.list(campus.code);
    const refusals = await this.#refusalsOf(accounts);
    return readPage(
      limit,
      (rows) => Promise.resolve({ items: accounts.slice(start, start + rows), total: accounts.length }),
      (account) => this.#view(campus, account, refusals.get(account.login)),
      (account) => accounts.indexOf(account) + 1,
    );
  }

  async create(campus: CampusRecord, body: NewDepositAccount, user: User): Promise<DepositCredentials> {
    const password = generatePassword();
    const creation = await this.accounts.create(
      {
        campusCode: campus.code,
        userId: body.userId,
        notify: body.notify,
        passwordHash: await this.passwords.hash(password),
        access: this.#access(campus, { password, renewed: false }),
      },
      this.#actor(user),
    );
    if (!creation.created) throw new ApiError(creation.reason, accountObstacleMessage(creation.reason));
    return this.#credentials(campus, creation.login, password);
  }

  async change(
    campus: CampusRecord,
    login: string,
    { notify }: DepositAccountPatch,
    user: User,
  ): Promise<DepositAccount> {
    await this.accounts.setNotify(campus.code, login, notify, this.#actor(user));
    const account = await this.accounts.find(campus.code, login);
    if (account === undefined) throw unknownAccount();
    const refusals = await this.#refusalsOf([account]);
    return this.#view(campus, account, refusals.get(login));
  }

  /** @param actor a manager, or the account itself */
  async changePassword(
    campus: CampusRecord,
    login: string,
    actor: Pick<User, 'login'>,
  ): Promise<DepositCredentials> {
    const password = generatePassword();
    const changed = await this.accounts.changePassword(
      campus.code,
      login,
      {
        passwordHash: await this.passwords.hash(password),
        access: this.#access(campus, { password, renewed: true }),
      },
      this.#actor(actor),
    );
    if (!changed) throw unknownAccount();
    return this.#credentials(campus, login, password);
  }

  async delete(campus: CampusRecord, login: string, user: User): Promise<void> {
    const deleted = await this.accounts.delete(campus.code, login, this.#actor(user));
    if (!deleted) throw unknownAccount();
  }

  #actor({ login }: Pick<User, 'login'>): { login: string; at: Date } {
    return { login, at: this.clock.now() };
  }

  #urls(campus: CampusRecord): ReturnType<typeof depositUrls> {
    return depositUrls(this.settings.DEPOSIT_PUBLIC_URL, campus);
  }

  #credentials(campus: CampusRecord, login: string, password: string): DepositCredentials {
    const urls = this.#urls(campus);
    const completeUrls = urls.map(({ label, url }) => ({
      label,
      url: completeDepositUrl(url, login, password),
    }));
    return { login, password, urls, completeUrls };
  }

  #access(campus: CampusRecord, secret: Pick<AccessToTell, 'password' | 'renewed'>): AccessToTell {
    return { ...secret, campusName: campus.name, formats: campus.formats, urls: this.#urls(campus) };
  }

  #refusalsOf(accounts: readonly ManagedDepositAccount[]): Promise<ReadonlyMap<string, LatestRefusal>> {
    return this.refused.latest(
      'deposit',
      accounts.map(({ login }) => login),
    );
  }

  #view(
    campus: CampusRecord,
    account: ManagedDepositAccount,
    refusal: LatestRefusal | undefined,
  ): DepositAccount {
    const { lastUsedAt, lastAddress, lastUserAgent, createdAt, ...rest } = account;
    return {
      ...rest,
      createdAt: createdAt.toISOString(),
      lastUse:
        lastUsedAt === null
          ? null
          : { at: lastUsedAt.toISOString(), address: lastAddress, program: lastUserAgent },
      lastRefusal: toLastRefusal(refusal, lastUsedAt),
      urls: this.#urls(campus),
    };
  }
}

const unknownAccount = (): ApiError => notFound('Ce compte d’accès n’existe pas, ou il a été supprimé.');
