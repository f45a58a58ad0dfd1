import { z } from 'zod';
import { DepositAccountEntity } from '../accounts/deposit-account.entity.js';
import type { Database } from '../database.js';

/** What the deposit door needs to know of an account, as it is now. */
export interface StoredDepositAccount {
  readonly login: string;
  readonly campusCode: string;
  readonly passwordHash: string;
  /** Changes with the password: a credential checked under another version is worth nothing. */
  readonly version: number;
  /** Its user is no longer in the directory. */
  readonly isSuspended: boolean;
  /** Where it was last used from; null: never used, or unknown. */
  readonly lastAddress: string | null;
  /** Codes of the campus's establishments, in the order of declaration. */
  readonly establishmentCodes: readonly string[];
}

/** A use of an account, kept with it and shown to the manager. */
export interface AccountUse {
  readonly login: string;
  readonly at: Date;
  readonly address: string | undefined;
  readonly userAgent: string | undefined;
}

/** One that takes longer to look accounts up is a dead connection: it gives its place in the pool to another. */
const LOOKUP_MS = 10_000;

const ACCOUNT = z.object({
  login: z.string(),
  campusCode: z.string(),
  passwordHash: z.string(),
  version: z.int(),
  isSuspended: z.boolean(),
  lastAddress: z.string().nullable(),
  establishmentCodes: z.array(z.string()),
});

const FIND_ACCOUNTS = {
  name: 'find-deposit-accounts',
  text: `
    SELECT account.login, account.campus_code AS "campusCode", account.password_hash AS "passwordHash",
           account.version, NOT coalesce(ent_user.present, false) AS "isSuspended",
           account.last_address AS "lastAddress",
           ARRAY(SELECT code FROM establishment
                 WHERE campus_code = account.campus_code ORDER BY position, code) AS "establishmentCodes"
    FROM deposit_account AS account
    LEFT JOIN ent_user ON ent_user.campus_code = account.campus_code AND ent_user.ent_id = account.user_ent_id
    WHERE account.login = ANY ($1::text[]) AND account.deleted_at IS NULL`,
};

/** Deposit accounts as the door sees them: it reads them at each request and writes only their last use. */
export class DepositAccountRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @returns one per login, in their order; undefined when there is none, or it was deleted */
  async findAll(logins: readonly string[]): Promise<(StoredDepositAccount | undefined)[]> {
    const found = await this.#database.sql.prepared(ACCOUNT, FIND_ACCOUNTS, [[...new Set(logins)]], {
      timeoutMs: LOOKUP_MS,
    });
    const byLogin = new Map(found.map((account) => [account.login, account]));
    return logins.map((login) => byLogin.get(login));
  }

  async touch({ login, at, address, userAgent }: AccountUse): Promise<void> {
    const use = { lastUsedAt: at, lastAddress: address ?? null, lastUserAgent: userAgent ?? null };
    await this.#database.fork().nativeUpdate(DepositAccountEntity, { login, deletedAt: null }, use);
  }
}
