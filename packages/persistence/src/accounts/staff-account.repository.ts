import { LockMode } from '@mikro-orm/postgresql';
import { DEFAULT_MAIL_PREFERENCE, type MailPreference, type StaffRole } from '@timetable/domain';
import { randomUUID } from 'node:crypto';
import { recordAudit, type AuditEntry } from '../audit/audit.repository.js';
import type { Actor } from '../campus/campus.repository.js';
import type { Database } from '../database.js';
import { rowCount } from '../query-builder.js';
import { followAddress, withdrawFrom } from '../outbox/withdraw-notifications.js';
import type { Transaction } from '../transaction.js';
import { StaffAccountEntity } from './staff-account.entity.js';
import { endSessions } from './staff-session.repository.js';

/** A person who signs in to the console or the API. */
export interface StaffAccountRecord {
  readonly login: string;
  readonly name: string;
  readonly role: StaffRole;
  /** null for an operator. */
  readonly campusCode: string | null;
  /** Where the person is written to; null: nowhere. */
  readonly email: string | null;
  readonly mailPreference: MailPreference;
  readonly createdAt: Date;
}

export interface NewStaffAccountRecord extends Pick<
  StaffAccountRecord,
  'login' | 'name' | 'role' | 'campusCode'
> {
  readonly passwordHash: string;
  /** @default null */
  readonly email?: string | null | undefined;
  /** @default DEFAULT_MAIL_PREFERENCE of the role */
  readonly mailPreference?: MailPreference | undefined;
}

/** What of an account may change; what is undefined stays. */
export interface StaffAccountChanges {
  readonly name?: string | undefined;
  readonly email?: string | null | undefined;
  readonly mailPreference?: MailPreference | undefined;
}

/** Without the hash of the password, which only `passwordHash` reads. */
const RECORD = [
  ...(['account.login', 'name', 'role', 'campusCode'] as const),
  ...(['email', 'mailPreference', 'account.createdAt'] as const),
] as const;

export class StaffAccountRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(login: string): Promise<StaffAccountRecord | undefined> {
    const { query } = this.#database;
    return query.selectFrom('account').select(RECORD).where('login', '=', login).executeTakeFirst();
  }

  /** Whether a failure would be told to somebody. */
  async isSomeOperatorTold(): Promise<boolean> {
    const told = await this.#database.query
      .selectFrom('account')
      .select('login')
      .where('role', '=', 'operator')
      .where('email', 'is not', null)
      .where('mailPreference', '<>', 'never')
      .limit(1)
      .executeTakeFirst();
    return told !== undefined;
  }

  /** The person of a session that is open; undefined when it has ended, in whatever way. */
  findBySession(sessionId: string, now: Date): Promise<StaffAccountRecord | undefined> {
    return this.#database.query
      .selectFrom('accountSession')
      .innerJoin('account', 'account.login', 'accountSession.login')
      .select(RECORD)
      .where('accountSession.id', '=', sessionId)
      .where('expiresAt', '>', now)
      .executeTakeFirst();
  }

  /** Undefined: no such account, or one that has no password here. */
  async passwordHash(login: string): Promise<string | undefined> {
    const account = await this.#database.fork().findOne(StaffAccountEntity, login);
    return account?.passwordHash ?? undefined;
  }

  /** What browsers of the person are known by; undefined: no such account. */
  async deviceKey(login: string): Promise<string | undefined> {
    const account = await this.#database.fork().findOne(StaffAccountEntity, login);
    return account?.deviceKey;
  }

  async list(query: {
    after?: string | undefined;
    limit: number;
  }): Promise<{ items: StaffAccountRecord[]; total: number }> {
    const { after, limit } = query;
    const all = this.#database.query.selectFrom('account');
    const items = await all
      .select(RECORD)
      .$if(after !== undefined, (accounts) => accounts.where('login', '>', after ?? ''))
      .orderBy('login')
      .limit(limit)
      .execute();
    const { total } = await all.select(rowCount.as('total')).executeTakeFirstOrThrow();
    return { items, total };
  }

  /** False when the login is taken. */
  async create(account: NewStaffAccountRecord, actor: Actor): Promise<boolean> {
    const { login, role, campusCode } = account;
    const { email = null, mailPreference = DEFAULT_MAIL_PREFERENCE[role] } = account;
    return this.#database.transaction(async (tx) => {
      const { numInsertedOrUpdatedRows } = await tx.query
        .insertInto('account')
        .values({ ...account, email, mailPreference, createdAt: actor.at })
        .onConflict((taken) => taken.doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows === 0n) return false;
      audit(tx, actor, 'account.created', login, { campusCode, detail: { role } });
      return true;
    });
  }

  /** What already waits to be told follows a new address, and is not told any more to who wants no mails. */
  async change(login: string, changes: StaffAccountChanges, actor: Actor): Promise<boolean> {
    return this.#database.transaction(async (tx) => {
      const account = await tx.em.findOne(StaffAccountEntity, login, {
        lockMode: LockMode.PESSIMISTIC_WRITE,
      });
      if (account === null) return false;
      const { name = account.name, email = account.email } = changes;
      const { mailPreference = account.mailPreference } = changes;
      tx.em.assign(account, { name, email, mailPreference });
      if (email === null || mailPreference === 'never') await withdrawFrom(tx, 'staff', login);
      else await followAddress(tx, login, email);
      // The names of what changed, never an address.
      const changed = Object.entries(changes).flatMap(([field, value]) =>
        value === undefined ? [] : [field],
      );
      audit(tx, actor, 'account.changed', login, {
        campusCode: account.campusCode,
        detail: { changed },
      });
      return true;
    });
  }

  /**
   * The new password is in force at once: every session that is open ends, and no browser is known any more. False: no such
   * account.
   * @param keptSession the one that stays open: that of the person who changes their own
   */
  async changePassword(
    login: string,
    passwordHash: string,
    actor: Actor,
    keptSession?: string,
  ): Promise<boolean> {
    return this.#database.transaction(async (tx) => {
      const { numUpdatedRows } = await tx.query
        .updateTable('account')
        .set({ passwordHash, deviceKey: randomUUID() })
        .where('login', '=', login)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      await endSessions(tx.query, login, keptSession);
      audit(tx, actor, 'account.password_changed', login);
      return true;
    });
  }

  async delete(login: string, actor: Actor): Promise<boolean> {
    return this.#database.transaction(async (tx) => {
      await endSessions(tx.query, login);
      const deleted = await tx.em.nativeDelete(StaffAccountEntity, { login });
      if (deleted === 0) return false;
      await withdrawFrom(tx, 'staff', login);
      audit(tx, actor, 'account.deleted', login);
      return true;
    });
  }
}

function audit(
  tx: Transaction,
  actor: Actor,
  action: string,
  subject: string,
  { campusCode = null, ...detail }: Partial<Pick<AuditEntry, 'campusCode' | 'detail'>> = {},
): void {
  recordAudit(tx, { at: actor.at, actor: actor.login, action, campusCode, subject, ...detail });
}
