import {
  countedSince,
  type DepositLimits,
  type DepositObstacleReason,
  type DepositsBefore,
  type ImportOrigin,
} from '@timetable/domain';
import { z } from 'zod';
import { recordOnceAnHour } from '../audit/audit.repository.js';
import type { Database } from '../database.js';

/** Who is about to deposit. */
export interface Depositing {
  readonly campusCode: string;
  readonly accountLogin: string;
  readonly origin: ImportOrigin;
}

/** A deposit that was refused because there are too many. */
export interface DepositRefusalNote extends Pick<Depositing, 'campusCode' | 'accountLogin'> {
  readonly reason: DepositObstacleReason;
  readonly at: Date;
}

/** Action of the audit: deposits of an account were refused because there are too many. */
export const DEPOSITS_REFUSED = 'deposits.refused';

/** One that takes longer is a dead connection: it gives its place in the pool to another. */
const COUNT_MS = 15_000;

/** What was deposited before, for the limits of deposits, and what they refused. */
export class DepositsBeforeRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Of each of them, in their order. Reads no more rows than the limits allow, all of the last hour or still open, and once for
   * those who are alike: uploads come in bursts.
   */
  async before(
    depositing: readonly Depositing[],
    { perAccountAnHour, perCampusAnHour, waitingPerCampus }: DepositLimits,
    now: Date,
  ): Promise<(DepositsBefore | undefined)[]> {
    const rows = await this.#database.sql.prepared(
      DEPOSITS_BEFORE,
      FIND_DEPOSITS_BEFORE,
      [
        ...[JSON.stringify(depositing), countedSince(now), now],
        ...[perAccountAnHour, perCampusAnHour, waitingPerCampus],
      ],
      { timeoutMs: COUNT_MS },
    );
    const found = new Map(rows.map((row) => [keyOf(row), row]));
    return depositing.map((who) => found.get(keyOf(who)));
  }

  /** Once an hour for an account and a reason. @returns false when it was noted already */
  noteRefusal({ campusCode, accountLogin, reason, at }: DepositRefusalNote): Promise<boolean> {
    const detail = { reason };
    return recordOnceAnHour(
      this.#database,
      { at, actor: accountLogin, action: DEPOSITS_REFUSED, campusCode, subject: accountLogin, detail },
      detail,
    );
  }
}

const keyOf = ({ campusCode, accountLogin, origin }: Depositing): string =>
  JSON.stringify([campusCode, accountLogin, origin]);

const DEPOSITS_BEFORE = z.object({
  campusCode: z.string(),
  accountLogin: z.string(),
  origin: z.enum(['automatic', 'manual']),
  accountLimitReachedBy: z.date().nullable(),
  campusLimitReachedBy: z.date().nullable(),
  waiting: z.number(),
});

/**
 * $1: who asks; $2, $3: since and until when deposits count; $4 to $6: the limits of an account, of a campus and of what waits.
 * Everything is asked for in the order of an index, so that the plan, made once, reads that index and stops at the limit,
 * whatever PostgreSQL believes of the tables.
 */
const FIND_DEPOSITS_BEFORE = {
  name: 'deposits-before',
  text: `
  SELECT who.*,
         (SELECT received_at FROM deposit
          WHERE campus_code = "campusCode" AND deposit.origin = who.origin AND account_login = "accountLogin"
            AND received_at > $2 AND received_at <= $3
          ORDER BY received_at DESC OFFSET $4::int - 1 LIMIT 1) AS "accountLimitReachedBy",
         (SELECT received_at FROM deposit
          WHERE campus_code = "campusCode" AND deposit.origin = who.origin
            AND received_at > $2 AND received_at <= $3
          ORDER BY received_at DESC OFFSET $5::int - 1 LIMIT 1) AS "campusLimitReachedBy",
         (SELECT count(*)::int
          FROM (SELECT FROM import
                WHERE campus_code = "campusCode" AND import.origin = who.origin AND status = 'received'
                ORDER BY received_at LIMIT $6::int) AS waiting) AS waiting
  FROM (SELECT DISTINCT *
        FROM jsonb_to_recordset($1) AS asking ("campusCode" text, "accountLogin" text, origin text)) AS who
`,
};
