import { recordAudit, type AuditEntry } from '../audit/audit.repository.js';
import type { Actor } from '../campus/campus.repository.js';
import type { Database } from '../database.js';
import { rowCount, type QueryBuilder } from '../query-builder.js';
import type { Transaction } from '../transaction.js';
import { StaffAccountEntity, type StaffRole } from './staff-account.entity.js';

/** A person who signs in to the console or the API. */
export interface StaffAccountRecord {
  readonly login: string;
  readonly name: string;
  readonly role: StaffRole;
  /** null for an operator. */
  readonly campusCode: string | null;
  /** A token carries it: bumping it revokes every token already given. */
  readonly tokenVersion: number;
  readonly createdAt: Date;
}

export interface NewStaffAccountRecord extends Omit<StaffAccountRecord, 'tokenVersion' | 'createdAt'> {
  readonly passwordHash: string;
}

/** Without the hash of the password, which only `passwordHash` reads. */
const RECORD = ['login', 'name', 'role', 'campusCode', 'tokenVersion', 'createdAt'] as const;

export class StaffAccountRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(login: string): Promise<StaffAccountRecord | undefined> {
    const { query } = this.#database;
    return query.selectFrom('account').select(RECORD).where('login', '=', login).executeTakeFirst();
  }

  async passwordHash(login: string): Promise<string | undefined> {
    const account = await this.#database.fork().findOne(StaffAccountEntity, login);
    return account?.passwordHash;
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
    const { login, name, role, campusCode, passwordHash } = account;
    return this.#database.transaction(async (tx) => {
      const { numInsertedOrUpdatedRows } = await tx.query
        .insertInto('account')
        .values({ login, name, role, campusCode, passwordHash, createdAt: actor.at })
        .onConflict((taken) => taken.doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows === 0n) return false;
      audit(tx, actor, 'account.created', login, { campusCode, detail: { role } });
      return true;
    });
  }

  /** The new password is in force at once, and every token given before is revoked. False: no such account. */
  async changePassword(login: string, passwordHash: string, actor: Actor): Promise<boolean> {
    return this.#database.transaction(async (tx) => {
      const { numUpdatedRows } = await revoking(tx.query, login).set({ passwordHash }).executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      audit(tx, actor, 'account.password_changed', login);
      return true;
    });
  }

  /** Signs out everywhere. */
  async revokeTokens(login: string): Promise<void> {
    await revoking(this.#database.query, login).execute();
  }

  async delete(login: string, actor: Actor): Promise<boolean> {
    return this.#database.transaction(async (tx) => {
      const deleted = await tx.em.nativeDelete(StaffAccountEntity, { login });
      if (deleted === 0) return false;
      audit(tx, actor, 'account.deleted', login);
      return true;
    });
  }
}

/** Every token already given is worth nothing after it. */
const revoking = (query: QueryBuilder, login: string) =>
  query
    .updateTable('account')
    .set((account) => ({ tokenVersion: account('tokenVersion', '+', 1) }))
    .where('login', '=', login);

function audit(
  tx: Transaction,
  actor: Actor,
  action: string,
  subject: string,
  { campusCode = null, ...detail }: Partial<Pick<AuditEntry, 'campusCode' | 'detail'>> = {},
): void {
  recordAudit(tx, { at: actor.at, actor: actor.login, action, campusCode, subject, ...detail });
}
