import type { Database } from '../database.js';
import { recordOnceAnHour } from './audit.repository.js';

/** Actions of the audit: somebody gave a wrong password for an account that exists. */
export const SIGN_INS_REFUSED = {
  /** Of a person, to the console or the API. */
  staff: 'account.sign_in_refused',
  /** Of a program, at the door. */
  deposit: 'deposit_account.sign_in_refused',
} as const;

/** A wrong password for an account that exists. What is typed in place of a login may be a password: it is kept nowhere. */
export interface RefusedSignIn {
  readonly account: keyof typeof SIGN_INS_REFUSED;
  readonly login: string;
  /** null of an operator. */
  readonly campusCode: string | null;
  /** From where. */
  readonly address: string;
  readonly at: Date;
}

/** The latest one of an account. */
export interface LatestRefusal {
  readonly login: string;
  readonly at: Date;
  readonly address: string;
}

/** Wrong passwords, as managers and operators are shown them: one an hour of each account, and never what was typed. */
export class RefusedSignInRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @returns false when one of this account was noted within the hour */
  note({ account, login, campusCode, address, at }: RefusedSignIn): Promise<boolean> {
    const action = SIGN_INS_REFUSED[account];
    return recordOnceAnHour(this.#database, {
      ...{ at, actor: login, action, campusCode, subject: login },
      detail: { address },
    });
  }

  /** Of each of these accounts that has one since then. */
  async latest(
    account: RefusedSignIn['account'],
    logins: readonly string[],
    since: Date,
  ): Promise<ReadonlyMap<string, LatestRefusal>> {
    if (logins.length === 0) return new Map();
    const rows = await this.#database.query
      .selectFrom('audit')
      .where('action', '=', SIGN_INS_REFUSED[account])
      .where('subject', 'in', logins)
      .where('at', '>', since)
      .distinctOn('subject')
      .select(['subject', 'at', 'detail'])
      .orderBy('subject')
      .orderBy('at', 'desc')
      .execute();
    return new Map(
      rows.map(({ subject, at, detail }) => [subject, { login: subject, at, address: addressOf(detail) }]),
    );
  }
}

const addressOf = ({ address }: Readonly<Record<string, unknown>>): string =>
  typeof address === 'string' ? address : '';
