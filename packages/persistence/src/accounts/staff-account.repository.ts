import { recordAudit } from '../audit/audit.repository.js';
import type { Actor } from '../campus/campus.repository.js';
import type { Database } from '../database.js';

/** A person who signs in to the console or the API. */
export interface StaffAccountRecord {
  readonly login: string;
  readonly name: string;
  readonly role: 'operator' | 'manager' | 'viewer';
  /** null for an operator. */
  readonly campusCode: string | null;
  /** A token carries it: bumping it revokes every token already given. */
  readonly tokenVersion: number;
  readonly createdAt: Date;
}

export interface NewStaffAccountRecord extends Omit<StaffAccountRecord, 'tokenVersion' | 'createdAt'> {
  readonly passwordHash: string;
}

const ACCOUNT = `SELECT login, name, role, campus_code AS "campusCode", token_version AS "tokenVersion",
                        created_at AS "createdAt" FROM account`;

export class StaffAccountRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(login: string): Promise<StaffAccountRecord | undefined> {
    return this.#database.sql.first<StaffAccountRecord>(`${ACCOUNT} WHERE login = $1`, [login]);
  }

  async passwordHash(login: string): Promise<string | undefined> {
    const row = await this.#database.sql.first<{ hash: string }>(
      'SELECT password_hash AS hash FROM account WHERE login = $1',
      [login],
    );
    return row?.hash;
  }

  async list(query: {
    after?: string | undefined;
    limit: number;
  }): Promise<{ items: StaffAccountRecord[]; total: number }> {
    const items = await this.#database.sql.rows<StaffAccountRecord>(
      `${ACCOUNT} WHERE $1::text IS NULL OR login > $1 ORDER BY login LIMIT $2`,
      [query.after, query.limit],
    );
    const count = await this.#database.sql.first<{ total: number }>(
      'SELECT count(*)::int AS total FROM account',
    );
    return { items, total: count?.total ?? 0 };
  }

  /** False when the login is taken. */
  async create(account: NewStaffAccountRecord, actor: Actor): Promise<boolean> {
    return this.#database.transaction(async (tx) => {
      const created = await tx.run(
        `INSERT INTO account (login, name, role, campus_code, password_hash, created_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
        [account.login, account.name, account.role, account.campusCode, account.passwordHash, actor.at],
      );
      if (created === 0) return false;
      recordAudit(tx, {
        at: actor.at,
        actor: actor.login,
        action: 'account.created',
        campusCode: account.campusCode,
        subject: account.login,
        detail: { role: account.role },
      });
      return true;
    });
  }

  /** The new password is in force at once, and every token given before is revoked. False: no such account. */
  async changePassword(login: string, passwordHash: string, actor: Actor): Promise<boolean> {
    return this.#database.transaction(async (tx) => {
      const changed = await tx.run(
        'UPDATE account SET password_hash = $2, token_version = token_version + 1 WHERE login = $1',
        [login, passwordHash],
      );
      if (changed === 0) return false;
      recordAudit(tx, {
        at: actor.at,
        actor: actor.login,
        action: 'account.password_changed',
        campusCode: null,
        subject: login,
      });
      return true;
    });
  }

  /** Signs out everywhere. */
  async revokeTokens(login: string): Promise<void> {
    await this.#database.sql.run('UPDATE account SET token_version = token_version + 1 WHERE login = $1', [
      login,
    ]);
  }

  async delete(login: string, actor: Actor): Promise<boolean> {
    return this.#database.transaction(async (tx) => {
      const deleted = await tx.run('DELETE FROM account WHERE login = $1', [login]);
      if (deleted === 0) return false;
      recordAudit(tx, {
        at: actor.at,
        actor: actor.login,
        action: 'account.deleted',
        campusCode: null,
        subject: login,
      });
      return true;
    });
  }
}
