import { LockMode, type InferEntity } from '@mikro-orm/postgresql';
import {
  accountObstacle,
  type AccessNotificationData,
  type AccountObstacle,
  type DepositorIdentity,
} from '@timetable/domain';
import { sql } from 'kysely';
import { recordAudit } from '../audit/audit.repository.js';
import { lockCampus, type Actor } from '../campus/campus.repository.js';
import type { Database } from '../database.js';
import { EntUserEntity } from '../directory/ent-user.entity.js';
import { withdrawFrom } from '../outbox/withdraw-notifications.js';
import { queueAccessNotification } from '../outbox/queue-notification.js';
import type { QueryBuilder } from '../query-builder.js';
import type { Transaction } from '../transaction.js';
import { DepositAccountEntity } from './deposit-account.entity.js';
import { depositLogin } from './deposit-login.js';
import { holderOfAccount } from './holder-of-account.js';

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

/** Whose a deposit account is, while its door is open to them. */
export interface DepositAccountHolder extends DepositorIdentity {
  readonly campusCode: string;
  /** First name, then family name. */
  readonly name: string;
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
  | { readonly created: false; readonly reason: AccountObstacle };

type User = InferEntity<typeof EntUserEntity>;
type StoredAccount = InferEntity<typeof DepositAccountEntity>;

/** Creation and life of deposit accounts. What changes is in force at once: the door reads `version` at each request. */
export class DepositAccountAdminRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  list(campusCode: string): Promise<ManagedDepositAccount[]> {
    return selectAccounts(this.#database.query, campusCode)
      .orderBy('depositAccount.createdAt')
      .orderBy('login')
      .execute();
  }

  find(campusCode: string, login: string): Promise<ManagedDepositAccount | undefined> {
    return selectAccounts(this.#database.query, campusCode).where('login', '=', login).executeTakeFirst();
  }

  /** undefined: there is no such account, or its person has left the directory. */
  async findHolder(login: string): Promise<DepositAccountHolder | undefined> {
    const found = await this.#database.query
      .selectFrom('depositAccount')
      .innerJoin('entUser', holderOfAccount)
      .where('login', '=', login)
      .where('deletedAt', 'is', null)
      .where('present', '=', true)
      .select(['login', 'version', 'depositAccount.campusCode', 'firstName', 'lastName'])
      .executeTakeFirst();
    if (found === undefined) return undefined;
    const { firstName, lastName, ...holder } = found;
    return { ...holder, name: fullName({ firstName, lastName }) };
  }

  /** The account and the notification of it, in one transaction. A user who had an account gets the same login back. */
  async create(account: NewDepositAccountRecord, actor: Actor): Promise<DepositAccountCreation> {
    const { campusCode, userId } = account;
    return this.#database.transaction(async (tx) => {
      // One creation at a time per campus: the count below stays true until the end.
      await lockCampus(tx, campusCode);
      const user = await findUser(tx, campusCode, userId);
      const latestFirst = { orderBy: { deletedAt: 'desc' } } as const;
      const accounts = await tx.em.find(DepositAccountEntity, { campusCode }, latestFirst);
      const inForce = accounts.filter(({ deletedAt }) => deletedAt === null);
      const obstacle = accountObstacle({
        userId,
        hasOpenYear: await hasOpenYear(tx, campusCode),
        holders: inForce.map(({ userEntId }) => userEntId),
      });
      if (obstacle !== undefined || user === null)
        return { created: false, reason: obstacle ?? 'unknown_user' };
      const former = accounts.find(({ userEntId }) => userEntId === userId);
      if (former !== undefined) revive(tx, former, account, actor);
      await tx.em.flush();
      const login = former?.login ?? (await insert(tx, account, user, actor));
      await tellAccess(tx, login, user, account.access);
      audit(tx, actor, 'deposit_account.created', campusCode, login);
      return { created: true, login };
    });
  }

  setNotify(campusCode: string, login: string, notify: boolean, actor: Actor): Promise<boolean> {
    return this.#change(campusCode, login, actor, 'deposit_account.changed', async (account, tx) => {
      account.notify = notify;
      if (!notify) await withdrawFrom(tx, 'depositor', login);
    });
  }

  /** Its login stays, given to nobody else; its secret and what was known of its use go. */
  delete(campusCode: string, login: string, actor: Actor): Promise<boolean> {
    return this.#change(campusCode, login, actor, 'deposit_account.deleted', async (account, tx) => {
      const version = account.version + 1;
      tx.em.assign(account, { deletedAt: actor.at, version, passwordHash: '', ...UNUSED });
      await withdrawFrom(tx, 'depositor', login);
    });
  }

  /** Replaces the password and sends it. False: no such account. */
  changePassword(
    campusCode: string,
    login: string,
    { passwordHash, access }: Pick<NewDepositAccountRecord, 'passwordHash' | 'access'>,
    actor: Actor,
  ): Promise<boolean> {
    return this.#change(campusCode, login, actor, 'deposit_account.password_changed', async (account, tx) => {
      account.passwordHash = passwordHash;
      account.version += 1;
      await tx.em.flush();
      const user = await findUser(tx, campusCode, account.userEntId);
      // Somebody who left the directory is not written to; the manager has the password on screen.
      if (user !== null) await tellAccess(tx, login, user, access);
    });
  }

  async #change(
    campusCode: string,
    login: string,
    actor: Actor,
    action: string,
    change: (account: StoredAccount, tx: Transaction) => void | Promise<void>,
  ): Promise<boolean> {
    return this.#database.transaction(async (tx) => {
      const inForce = { login, campusCode, deletedAt: null };
      const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
      const account = await tx.em.findOne(DepositAccountEntity, inForce, lock);
      if (account === null) return false;
      await change(account, tx);
      audit(tx, actor, action, campusCode, login);
      return true;
    });
  }
}

/** Of an account that nobody has used. */
const UNUSED = { lastUsedAt: null, lastAddress: null, lastUserAgent: null };

const selectAccounts = (query: QueryBuilder, campusCode: string) =>
  query
    .selectFrom('depositAccount')
    .leftJoin('entUser', holderOfAccount)
    .where('depositAccount.campusCode', '=', campusCode)
    .where('deletedAt', 'is', null)
    .select((account) => [
      'login',
      'userEntId as userId',
      'lastName',
      'firstName',
      'notify',
      'depositAccount.createdAt',
      sql<boolean>`NOT coalesce(${account.ref('present')}, false)`.as('suspended'),
      'lastUsedAt',
      'lastAddress',
      'lastUserAgent',
    ]);

async function hasOpenYear({ query }: Transaction, campusCode: string): Promise<boolean> {
  const open = await query
    .selectFrom('schoolYear')
    .innerJoin('establishment', 'establishment.id', 'establishmentId')
    .select('label')
    .where('campusCode', '=', campusCode)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return open !== undefined;
}

const findUser = ({ em }: Transaction, campusCode: string, entId: string): Promise<User | null> =>
  em.findOne(EntUserEntity, { campusCode, entId, present: true });

/** A life of its own: when and from where the former one was used is no longer anybody's business. */
function revive(
  { em }: Transaction,
  former: StoredAccount,
  { passwordHash, notify }: NewDepositAccountRecord,
  { at }: Actor,
): void {
  const version = former.version + 1;
  em.assign(former, { passwordHash, notify, version, createdAt: at, deletedAt: null });
}

/** `emp.marie.durand`, then `emp.marie.durand2`… whatever campus the homonyms are in: the login is the whole identity. */
async function insert(
  { query }: Transaction,
  { campusCode, userId, passwordHash, notify }: NewDepositAccountRecord,
  user: User,
  actor: Actor,
): Promise<string> {
  const base = depositLogin(user);
  for (let rank = 1; ; rank += 1) {
    const login = rank === 1 ? base : `${base}${rank}`;
    const { numInsertedOrUpdatedRows } = await query
      .insertInto('depositAccount')
      .values({ login, campusCode, userEntId: userId, passwordHash, notify, createdAt: actor.at })
      .onConflict((taken) => taken.column('login').doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 1n) return login;
  }
}

/** Delivered by the worker, which then erases it: the password stays nowhere. */
async function tellAccess(
  tx: Transaction,
  login: string,
  { campusCode, firstName, lastName, email }: User,
  access: AccessToTell,
): Promise<void> {
  const userName = fullName({ firstName, lastName });
  await queueAccessNotification(tx, campusCode, email, { ...access, login, userName });
}

const fullName = ({ firstName, lastName }: Pick<User, 'firstName' | 'lastName'>): string =>
  `${firstName} ${lastName}`.trim();

function audit(tx: Transaction, actor: Actor, action: string, campusCode: string, login: string): void {
  recordAudit(tx, { at: actor.at, actor: actor.login, action, campusCode, subject: login });
}
