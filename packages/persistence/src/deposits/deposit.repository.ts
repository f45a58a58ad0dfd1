import { IMPORT_STEPS, type ImportOrigin } from '@timetable/domain';
import { sql } from 'kysely';
import pg from 'pg';
import { z } from 'zod';
import type { Database } from '../database.js';
import { IMPORT_EVENT_CHANNEL } from '../imports/import-news.js';
import type { Transaction } from '../transaction.js';
import { DepositEntity } from './deposit.entity.js';

/** One received file, already complete in storage under `storageKey`. */
export interface NewDeposit {
  /** uuid; also the id of the import. */
  readonly id: string;
  readonly campusCode: string;
  /** Code of the establishment named by the URL; undefined: the file covers the whole campus. */
  readonly establishmentCode: string | undefined;
  readonly origin: ImportOrigin;
  readonly fileName: string;
  readonly sizeBytes: number;
  /** Of the bytes received, lower-case hexadecimal. */
  readonly sha256: string;
  readonly storageKey: string;
  /** Deposit account (automatic) or staff login (manual). */
  readonly accountLogin: string;
  /** Of the deposit account, which must still be in force under it; undefined: there is none to ask for. */
  readonly accountVersion?: number | undefined;
  readonly remoteAddress: string | undefined;
  readonly userAgent: string | undefined;
  readonly receivedAt: Date;
}

export interface RecordedDeposit {
  readonly id: string;
  readonly storageKey: string;
  /** The same bytes had just been deposited there: `id` and `storageKey` are those of that deposit. */
  readonly isRetry: boolean;
}

/** Thrown when the URL's establishment vanished between the request and its end. */
export class UnknownEstablishment extends Error {
  override readonly name = 'UnknownEstablishment';
}

/** Thrown when the deposit account was closed, renewed or suspended between the request and its end. */
export class AccountNotInForce extends Error {
  override readonly name = 'AccountNotInForce';

  constructor(readonly isSuspended: boolean) {
    super(`the deposit account is ${isSuspended ? 'suspended' : 'closed'}`);
  }
}

/** Thrown to who records what `settle()` has given up. */
class DepositAbandoned extends Error {
  override readonly name = 'DepositAbandoned';
}

/** The bytes of the target's last deposit again within this time: the client did not get our answer and tries again. */
const RETRY_WINDOW = '10 minutes';

/** One that takes longer to record is a dead connection: it gives its place in the pool to another. */
const RECORD_MS = 15_000;

/** How long a transaction waits for another about the same content; PostgreSQL then ends it. */
const LOCK_TIMEOUT = '10s';

/** How long what was given up is remembered: no statement travels longer. */
const ABANDONED_LIFE = '1 day';

/** Temporal priority of the import, see the outbox: a person waits for a manual one. */
const PRIORITIES: Readonly<Record<ImportOrigin, number>> = { manual: 1, automatic: 3 };

/** Deposits, each with its import and the outbox row that starts it: all three exist or none. */
export class DepositRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Records the deposit, its import with its five steps, the outbox row and a live event: all of them or none. An automatic deposit
   * that repeats the target's last one within 10 minutes records nothing and answers that one.
   *
   * @throws UnknownEstablishment
   * @throws AccountNotInForce
   */
  async record(deposit: NewDeposit): Promise<RecordedDeposit> {
    const [attempt] = await this.#prepared([deposit]);
    // Only when the same content is being recorded at this very moment is it worth a second statement, which waits.
    const row =
      attempt?.outcome === 'busy'
        ? await this.#database.transaction(async (tx) => {
            await waitForContent(tx, deposit.sha256);
            return tx.first(RECORD_ROW, RECORD.text, paramsOf([deposit]));
          })
        : attempt;
    if (row === undefined) {
      throw new UnknownEstablishment(`${deposit.campusCode}/${deposit.establishmentCode ?? ''}`);
    }
    return recordedOf(row) ?? refuse(row);
  }

  /**
   * Records those of the deposits that nothing stands in the way of, in one transaction: a burst costs one commit.
   *
   * @returns one per deposit, in their order; undefined where it has to be recorded alone, which then says why
   */
  async recordTogether(deposits: readonly NewDeposit[]): Promise<(RecordedDeposit | undefined)[]> {
    // The statement does not see its own rows: of the same content it may hold one.
    const first = new Map(deposits.toReversed().map((deposit) => [deposit.sha256, deposit]));
    const rows = await this.#tryTogether([...first.values()]);
    const found = new Map(rows.map((row) => [row.depositId, row]));
    return deposits.map(({ id }) => {
      const row = found.get(id);
      return row === undefined ? undefined : recordedOf(row);
    });
  }

  /** @returns no row at all when the values of one kept all of them out */
  async #tryTogether(deposits: readonly NewDeposit[]): Promise<RecordRow[]> {
    try {
      return await this.#prepared(deposits);
    } catch (error) {
      if (isAboutValues(error)) return [];
      throw error;
    }
  }

  #prepared(deposits: readonly NewDeposit[]): Promise<RecordRow[]> {
    return this.#database.sql.prepared(RECORD_ROW, RECORD, paramsOf(deposits), { timeoutMs: RECORD_MS });
  }

  /**
   * Whether a deposit is recorded, for who lost sight of it while recording it. If it is not, it never will be: a
   * statement that is still on its way will find it given up. Waits for a transaction about the same content that may
   * still be running.
   */
  settle({ id, sha256 }: { readonly id: string; readonly sha256: string }): Promise<boolean> {
    return this.#database.transaction(async (tx) => {
      await waitForContent(tx, sha256);
      if ((await tx.em.count(DepositEntity, { id })) > 0) return true;
      const { query } = tx;
      await query
        .deleteFrom('abandonedDeposit')
        .where('abandonedAt', '<', sql<Date>`now() - ${ABANDONED_LIFE}::interval`)
        .execute();
      await query
        .insertInto('abandonedDeposit')
        .values({ id })
        .onConflict((known) => known.doNothing())
        .execute();
      return false;
    });
  }

  /** Those of the storage keys that belong to a deposit. */
  async knownStorageKeys(keys: readonly string[]): Promise<Set<string>> {
    // A key ends in its deposit's id, which is indexed; the column itself is only searched for what that does not find.
    const ids = keys.map((key) => key.slice(key.lastIndexOf('/') + 1));
    const known = await this.#storageKeys('id', ids);
    const unknown = keys.filter((key) => !known.has(key));
    if (unknown.length === 0) return known;
    return new Set([...known, ...(await this.#storageKeys('storageKey', unknown))]);
  }

  async #storageKeys(column: 'id' | 'storageKey', values: readonly string[]): Promise<Set<string>> {
    const deposits = await this.#database.query
      .selectFrom('deposit')
      .select('storageKey')
      .where(column, '=', sql<string>`any(${values})`)
      .execute();
    return new Set(deposits.map(({ storageKey }) => storageKey));
  }
}

const RECORD_ROW = z.object({
  depositId: z.string(),
  /** `busy`: the same content is being recorded by somebody else. */
  outcome: z.enum(['new', 'earlier', 'busy', 'abandoned', 'closed', 'suspended']),
  id: z.string(),
  storageKey: z.string(),
});

type RecordRow = z.infer<typeof RECORD_ROW>;

/** Two transactions about the same content run one after the other, on whatever instance they are. */
async function waitForContent(tx: Transaction, sha256: string): Promise<void> {
  await tx.run(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
  await tx.run('SELECT pg_advisory_xact_lock($1::bigint)', [lockKeyOf(sha256)]);
}

function lockKeyOf(sha256: string): string {
  return BigInt.asIntN(64, BigInt(`0x${sha256.slice(0, 16)}`)).toString();
}

function recordedOf({ id, storageKey, outcome }: RecordRow): RecordedDeposit | undefined {
  return outcome === 'new' || outcome === 'earlier'
    ? { id, storageKey, isRetry: outcome === 'earlier' }
    : undefined;
}

function refuse({ depositId, outcome }: RecordRow): never {
  if (outcome === 'closed' || outcome === 'suspended') throw new AccountNotInForce(outcome === 'suspended');
  throw new DepositAbandoned(`deposit ${depositId} was given up`);
}

/** Data that does not fit, or a rule of the tables: PostgreSQL answered, hence wrote nothing. */
function isAboutValues(error: unknown): boolean {
  return error instanceof pg.DatabaseError && /^2[23]/.test(error.code ?? '');
}

function paramsOf(deposits: readonly NewDeposit[]): readonly unknown[] {
  const rows = deposits.map((deposit) => ({
    ...deposit,
    priority: PRIORITIES[deposit.origin],
    lockKey: lockKeyOf(deposit.sha256),
  }));
  return [JSON.stringify(rows)];
}

/**
 * One statement, one transaction, one round trip, for any number of deposits of different contents, queued in the order of their
 * reception. $1: their rows. No
 * row comes back for an establishment that there is not. The joins are lateral so that the plan, made once, asks the
 * indexes for each deposit whatever PostgreSQL believes of their number.
 *
 * The statement sees the table as it was when it began, which may be before another door committed the same content and
 * gave its lock back: what was deposited or given up before is therefore looked for by a function, which looks anew.
 */
const RECORD = {
  name: 'record-deposits',
  text: `
  WITH given AS MATERIALIZED (
    SELECT *, pg_try_advisory_xact_lock("lockKey") AS is_ours
    FROM jsonb_to_recordset($1) AS given (
      id uuid, "campusCode" text, "establishmentCode" text, origin text, "fileName" text, "sizeBytes" bigint,
      sha256 text, "storageKey" text, "accountLogin" text, "accountVersion" int, "remoteAddress" text, "userAgent" text,
      "receivedAt" timestamptz, priority int, "lockKey" bigint)
  ), checked AS MATERIALIZED (
    SELECT given.*, establishment_ids, earlier_id, earlier_key,
           CASE WHEN NOT is_ours THEN 'busy'
                WHEN is_abandoned THEN 'abandoned'
                WHEN "accountVersion" IS NOT NULL AND account.login IS NULL THEN 'closed'
                WHEN "accountVersion" IS NOT NULL AND NOT account.is_present THEN 'suspended'
                WHEN origin = 'automatic' AND earlier_id IS NOT NULL THEN 'earlier'
                ELSE 'new' END AS outcome
    FROM given
    CROSS JOIN LATERAL (
      SELECT array_agg(id ORDER BY id COLLATE "C") AS establishment_ids
      FROM establishment
      WHERE campus_code = "campusCode" AND ("establishmentCode" IS NULL OR code = "establishmentCode")
      HAVING count(*) > 0
    ) AS target
    LEFT JOIN LATERAL (
      SELECT login, coalesce(ent_user.present, false) AS is_present
      FROM deposit_account
      LEFT JOIN ent_user ON ent_user.campus_code = deposit_account.campus_code
                        AND ent_user.ent_id = deposit_account.user_ent_id
      WHERE login = "accountLogin" AND deposit_account.campus_code = "campusCode" AND deleted_at IS NULL
        AND version = "accountVersion"
    ) AS account ON true
    CROSS JOIN LATERAL deposit_standing(
      given.id, "campusCode", "campusCode" || '/' || "establishmentCode", sha256,
      "receivedAt" - interval '${RETRY_WINDOW}')
  ), new_deposit AS (
    INSERT INTO deposit (id, campus_code, establishment_id, origin, file_name, size_bytes, sha256, storage_key,
                         account_login, remote_address, user_agent, received_at)
    SELECT id, "campusCode", "campusCode" || '/' || "establishmentCode", origin, "fileName", "sizeBytes", sha256,
           "storageKey", "accountLogin", "remoteAddress", "userAgent", "receivedAt"
    FROM checked
    WHERE outcome = 'new'
    RETURNING id, campus_code, establishment_id, storage_key
  ), new_import AS (
    INSERT INTO import (id, campus_code, establishment_id, establishment_ids, origin, file_name, received_at)
    SELECT id, campus_code, establishment_id, establishment_ids, origin, "fileName", "receivedAt"
    FROM new_deposit JOIN checked USING (id)
  ), new_steps AS (
    INSERT INTO import_step (import_id, step, state, started_at, ended_at, counts)
    SELECT id, step,
           CASE WHEN step = 'transfer' THEN 'ok' ELSE 'pending' END,
           CASE WHEN step = 'transfer' THEN "receivedAt" END,
           CASE WHEN step = 'transfer' THEN "receivedAt" END,
           CASE WHEN step = 'transfer' THEN jsonb_build_object('bytes', "sizeBytes") ELSE '{}' END
    FROM new_deposit JOIN checked USING (id),
         unnest(ARRAY[${IMPORT_STEPS.map((step) => `'${step}'`).join(', ')}]) AS step
  ), new_outbox AS (
    INSERT INTO outbox (campus_code, import_id, attempt, priority)
    SELECT campus_code, id, 1, priority FROM new_deposit JOIN checked USING (id) ORDER BY "receivedAt"
  ), new_event AS (
    INSERT INTO import_event (import_id, type, data, at)
    SELECT id, 'import', '{}', "receivedAt" FROM new_deposit JOIN checked USING (id)
  )
  SELECT id AS "depositId", 'new' AS outcome, id, storage_key AS "storageKey", pg_notify('outbox', campus_code),
         pg_notify('${IMPORT_EVENT_CHANNEL}', campus_code || '/' || id)
  FROM new_deposit
  UNION ALL
  SELECT id, outcome, coalesce(earlier_id, id), coalesce(earlier_key, "storageKey"), NULL, NULL
  FROM checked WHERE outcome <> 'new'
`,
};
