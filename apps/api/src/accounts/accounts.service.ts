import { Inject, Injectable } from '@nestjs/common';
import type {
  CreatedStaffAccount,
  NewStaffAccount,
  Page,
  PageQuery,
  StaffAccount,
  StaffAccountPatch,
  User,
} from '@timetable/contracts';
import type { Clock } from '@timetable/settings';
import {
  CampusRepository,
  StaffAccountRepository,
  type Actor,
  type LatestRefusal,
  type StaffAccountRecord,
} from '@timetable/persistence';
import { z } from 'zod';
import { toUser } from '../auth/authentication.guard.js';
import { assertNotGuessable } from '../auth/chosen-password.js';
import { generatePassword } from '../auth/password.js';
import { Passwords } from '../auth/passwords.js';
import { RefusedSignIns, toLastRefusal } from '../auth/refused-sign-ins.js';
import { ApiError, notFound } from '../errors/api-error.js';
import { decodeCursor } from '../http/cursor.js';
import { readPage } from '../http/page.js';
import { CLOCK } from '../ports/ports.module.js';

const cursorSchema = z.string();

/** Accounts of the people who sign in: operators, managers, viewers. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly accounts: StaffAccountRepository,
    private readonly campuses: CampusRepository,
    private readonly passwords: Passwords,
    private readonly refused: RefusedSignIns,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list({ limit, cursor }: PageQuery): Promise<Page<StaffAccount>> {
    const after = decodeCursor(cursorSchema, cursor);
    return readPage(
      limit,
      (rows) => this.#toldPage({ after, limit: rows }),
      (account) => account,
      ({ login }) => login,
    );
  }

  async create(body: NewStaffAccount, user: User): Promise<CreatedStaffAccount> {
    const { login, name, role, campus = null, password = generatePassword(), email, mailPreference } = body;
    const school = campus === null ? undefined : await this.campuses.find(campus);
    if (campus !== null && school === undefined)
      throw notFound(`La cité scolaire « ${campus} » n’existe pas.`);
    if (body.password !== undefined)
      assertNotGuessable('password', body.password, { login, name, campus: school });
    const created = await this.accounts.create(
      {
        ...{ login, name, role, campusCode: campus, email, mailPreference },
        passwordHash: await this.passwords.hash(password),
      },
      this.#actor(user),
    );
    if (!created) throw new ApiError('account_exists', `Le compte « ${login} » existe déjà.`);
    return { user: { login, name, role, campus }, password };
  }

  async change(login: string, body: StaffAccountPatch, user: User): Promise<StaffAccount> {
    await this.accounts.change(login, body, this.#actor(user));
    const account = await this.accounts.find(login);
    const [told] = await this.#told(account === undefined ? [] : [account]);
    if (told === undefined) throw unknownAccount(login);
    return told;
  }

  async #toldPage(page: Parameters<StaffAccountRepository['list']>[0]) {
    const { items, total } = await this.accounts.list(page);
    return { items: await this.#told(items), total };
  }

  /** With what other rows know of them: their last refusals, and what their campuses are called. */
  async #told(accounts: readonly StaffAccountRecord[]): Promise<StaffAccount[]> {
    const [refusals, names] = await Promise.all([
      this.refused.latest(
        'staff',
        accounts.map(({ login }) => login),
      ),
      this.campuses.namesOf(accounts.flatMap(({ campusCode }) => campusCode ?? [])),
    ]);
    return accounts.map((account) =>
      toStaffAccount(account, refusals.get(account.login), names.get(account.campusCode ?? '')),
    );
  }

  /** A new generated password; whoever was signed in with this account no longer is. */
  async changePassword(login: string, user: User): Promise<CreatedStaffAccount> {
    const password = generatePassword();
    await this.accounts.changePassword(login, await this.passwords.hash(password), this.#actor(user));
    const account = await this.accounts.find(login);
    if (account === undefined) throw unknownAccount(login);
    return { user: toUser(account), password };
  }

  async delete(login: string, user: User): Promise<void> {
    if (login === user.login) throw new ApiError('forbidden', 'Un compte ne peut pas se supprimer lui-même.');
    if (!(await this.accounts.delete(login, this.#actor(user)))) throw unknownAccount(login);
  }

  #actor({ login }: User): Actor {
    return { login, at: this.clock.now() };
  }
}

const unknownAccount = (login: string): ApiError => notFound(`Le compte « ${login} » n’existe pas.`);

const toStaffAccount = (
  account: StaffAccountRecord,
  refusal: LatestRefusal | undefined,
  campusName: string | undefined,
): StaffAccount => ({
  lastRefusal: toLastRefusal(refusal),
  ...toUser(account),
  campusName: campusName ?? account.campusCode,
  email: account.email,
  mailPreference: account.mailPreference,
  createdAt: account.createdAt.toISOString(),
});
