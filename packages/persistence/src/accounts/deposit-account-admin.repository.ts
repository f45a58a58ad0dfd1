import { accountObstacle, type AccessNotificationData, type AccountObstacle } from '@timetable/domain';
import { recordAudit } from '../audit/audit.repository.js';
import type { Actor } from '../campus/campus.repository.js';
import type { Database } from '../database.js';
import { queueAccessNotification } from '../outbox/queue-notification.js';
import type { Sql } from '../sql.js';
import type { Transaction } from '../transaction.js';
import { depositLogin } from './deposit-login.js';

/** A deposit account as its campus's manager sees it. */
export interface ManagedDepositAccount {
  readonly login: string;
  readonly userId: string;
  /** null when the ENT has never known the user. */
  readonly lastName: string | null;
  readonly firstName: string | null;
  readonly notify: boolean;
  readonly createdAt: Date;
  /** The user left the directory: the door refuses the account. */
  readonly suspended: boolean;
  readonly lastUsedAt: Date | null;
  readonly lastAddress: string | null;
  readonly lastUserAgent: string | null;
}

/** What the depositor is told of their access, but for what is known once the account exists. */
export type AccessToTell = Omit<AccessNotificationData, 'login' | 'userName'>;

export interface NewDepositAccountRecord {
  readonly campusCode: string;
  readonly userId: string;
  readonly notify: boolean;
  readonly passwordHash: string;
  readonly access: AccessToTell;
}

export type DepositAccountCreation =
  | { readonly created: true; readonly login: string }
  | {
      readonly created: false;
      readonly reason: AccountObstacle;
    };

interface User {
  readonly lastName: string;
  readonly firstName: string;
  readonly email: string;
}

const ACCOUNT = `
  SELECT login, user_ent_id AS "userId", last_name AS "lastName", first_name AS "firstName", notify,
         account.created_at AS "createdAt", NOT coalesce(present, false) AS suspended, last_used_at AS "lastUsedAt",
         last_address AS "lastAddress", last_user_agent AS "lastUserAgent"
    FROM deposit_account AS account
    LEFT JOIN ent_user ON ent_user.campus_code = account.campus_code AND ent_user.ent_id = user_ent_id
   WHERE account.campus_code = $1 AND deleted_at IS NULL`;

/** Creation and life of deposit accounts. What changes is in force at once: the door reads `version` at each request. */
export class DepositAccountAdminRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  list(campusCode: string): Promise<ManagedDepositAccount[]> {
    return this.#database.sql.rows<ManagedDepositAccount>(`${ACCOUNT} ORDER BY account.created_at, login`, [
      campusCode,
    ]);
  }

  find(campusCode: string, login: string): Promise<ManagedDepositAccount | undefined> {
    return this.#database.sql.first<ManagedDepositAccount>(`${ACCOUNT} AND login = $2`, [campusCode, login]);
  }

  /** The account and the notification of it, in one transaction. A user who had an account gets the same login back. */
  async create(account: NewDepositAccountRecord, actor: Actor): Promise<DepositAccountCreation> {
    return this.#database.transaction(async (tx) => {
      // One creation at a time per campus: the count below stays true until the end.
      await tx.run('SELECT FROM campus WHERE code = $1 FOR UPDATE', [account.campusCode]);
      const user = await findUser(tx, account.campusCode, account.userId);
      const holders = await readHolders(tx, account.campusCode);
      const obstacle = accountObstacle({ userId: account.userId, ...holders });
      if (obstacle !== undefined || user === undefined)
        return { created: false, reason: obstacle ?? 'unknown_user' };
      const login = (await revive(tx, account, actor)) ?? (await insert(tx, account, user, actor));
      await tellAccess(tx, account.campusCode, login, user, account.access);
      audit(tx, actor, 'deposit_account.created', account.campusCode, login);
      return { created: true, login };
    });
  }

  async setNotify(campusCode: string, login: string, notify: boolean, actor: Actor): Promise<boolean> {
    return this.#change(campusCode, login, actor, 'deposit_account.changed', (tx) =>
      tx.run('UPDATE deposit_account SET notify = $2 WHERE login = $1', [login, notify]),
    );
  }

  delete(campusCode: string, login: string, actor: Actor): Promise<boolean> {
    return this.#change(campusCode, login, actor, 'deposit_account.deleted', (tx) =>
      tx.run('UPDATE deposit_account SET deleted_at = $2, version = version + 1 WHERE login = $1', [
        login,
        actor.at,
      ]),
    );
  }

  /** Replaces the password and sends it. False: no such account. */
  changePassword(
    campusCode: string,
    login: string,
    password: Pick<NewDepositAccountRecord, 'passwordHash' | 'access'>,
    actor: Actor,
  ): Promise<boolean> {
    return this.#change(campusCode, login, actor, 'deposit_account.password_changed', async (tx) => {
      const changed = await tx.first<{ userId: string }>(
        `UPDATE deposit_account SET password_hash = $2, version = version + 1 WHERE login = $1
         RETURNING user_ent_id AS "userId"`,
        [login, password.passwordHash],
      );
      const user = await findUser(tx, campusCode, changed?.userId ?? '');
      // Somebody who left the directory is not written to; the manager has the password on screen.
      if (user !== undefined) await tellAccess(tx, campusCode, login, user, password.access);
    });
  }

  async #change(
    campusCode: string,
    login: string,
    actor: Actor,
    action: string,
    change: (tx: Transaction) => Promise<unknown>,
  ): Promise<boolean> {
    return this.#database.transaction(async (tx) => {
      const known = await tx.first(
        'SELECT FROM deposit_account WHERE campus_code = $1 AND login = $2 AND deleted_at IS NULL FOR UPDATE',
        [campusCode, login],
      );
      if (known === undefined) return false;
      await change(tx);
      audit(tx, actor, action, campusCode, login);
      return true;
    });
  }
}

/** What `accountObstacle` asks of a campus. */
async function readHolders(
  tx: Sql,
  campusCode: string,
): Promise<{ hasOpenYear: boolean; holders: readonly string[] }> {
  const year = await tx.first(
    `SELECT FROM school_year JOIN establishment ON establishment.id = establishment_id
      WHERE campus_code = $1 AND state = 'open' LIMIT 1`,
    [campusCode],
  );
  const holders = await tx.rows<{ userId: string }>(
    'SELECT user_ent_id AS "userId" FROM deposit_account WHERE campus_code = $1 AND deleted_at IS NULL',
    [campusCode],
  );
  return { hasOpenYear: year !== undefined, holders: holders.map(({ userId }) => userId) };
}

function findUser(tx: Sql, campusCode: string, userId: string): Promise<User | undefined> {
  return tx.first<User>(
    `SELECT last_name AS "lastName", first_name AS "firstName", email FROM ent_user
      WHERE campus_code = $1 AND ent_id = $2 AND present`,
    [campusCode, userId],
  );
}

/** A life of its own: when and from where the former one was used is no longer anybody's business. */
async function revive(tx: Sql, account: NewDepositAccountRecord, actor: Actor): Promise<string | undefined> {
  const revived = await tx.first<{ login: string }>(
    `UPDATE deposit_account
        SET deleted_at = NULL, password_hash = $3, notify = $4, version = version + 1, created_at = $5,
            last_used_at = NULL, last_address = NULL, last_user_agent = NULL
      WHERE login = (SELECT login FROM deposit_account WHERE campus_code = $1 AND user_ent_id = $2
                      ORDER BY deleted_at DESC LIMIT 1)
     RETURNING login`,
    [account.campusCode, account.userId, account.passwordHash, account.notify, actor.at],
  );
  return revived?.login;
}

/** `emp.marie.durand`, then `emp.marie.durand2`… whatever campus the homonyms are in: the login is the whole identity. */
async function insert(tx: Sql, account: NewDepositAccountRecord, user: User, actor: Actor): Promise<string> {
  const base = depositLogin(user);
  for (let rank = 1; ; rank += 1) {
    const login = rank === 1 ? base : `${base}${rank}`;
    const inserted = await tx.run(
      `INSERT INTO deposit_account (login, campus_code, user_ent_id, password_hash, notify, created_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (login) DO NOTHING`,
      [login, account.campusCode, account.userId, account.passwordHash, account.notify, actor.at],
    );
    if (inserted === 1) return login;
  }
}

/** Delivered by the worker, which then erases it: the password stays nowhere. */
async function tellAccess(
  tx: Transaction,
  campusCode: string,
  login: string,
  { firstName, lastName, email }: User,
  access: AccessToTell,
): Promise<void> {
  const userName = `${firstName} ${lastName}`.trim();
  await queueAccessNotification(tx, campusCode, email, { ...access, login, userName });
}

function audit(tx: Transaction, actor: Actor, action: string, campusCode: string, login: string): void {
  recordAudit(tx, { at: actor.at, actor: actor.login, action, campusCode, subject: login });
}
