import { IMPORT_STEPS, type ImportOrigin } from '@timetable/domain';
import type { Database } from '../database.js';
import type { Transaction } from '../transaction.js';

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
  readonly remoteAddress: string | undefined;
  readonly userAgent: string | undefined;
  readonly receivedAt: Date;
}

export interface RecordedDeposit {
  readonly id: string;
  readonly storageKey: string;
  /** The same bytes under the same name had just been deposited: `id` and `storageKey` are those of that deposit. */
  readonly isRetry: boolean;
}

/** Thrown when the URL's establishment vanished between the request and its end. */
export class UnknownEstablishment extends Error {
  override readonly name = 'UnknownEstablishment';
}

/** Same name, same bytes, same target within this time: the client did not get our answer and tries again. */
const RETRY_WINDOW = '10 minutes';

/** Temporal priority of the import, see the outbox: a person waits for a manual one. */
const PRIORITIES: Readonly<Record<ImportOrigin, number>> = { manual: 1, automatic: 3 };

/** Deposits, each with its import and the outbox row that starts it: all three exist or none. */
export class DepositRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Records the deposit, its import with its five steps, and the outbox row: all of them or none. An automatic deposit
   * that repeats one of the last 10 minutes records nothing and answers the earlier one.
   *
   * @throws UnknownEstablishment
   */
  async record(deposit: NewDeposit): Promise<RecordedDeposit> {
    const params = [
      deposit.id,
      deposit.campusCode,
      deposit.establishmentCode ?? null,
      deposit.origin,
      deposit.fileName,
      deposit.sizeBytes,
      deposit.sha256,
      deposit.storageKey,
      deposit.accountLogin,
      deposit.remoteAddress ?? null,
      deposit.userAgent ?? null,
      deposit.receivedAt,
      PRIORITIES[deposit.origin],
      lockKeyOf(deposit.sha256),
    ];
    // One statement is one transaction and one round trip. Only when the same content is being recorded at this very
    // moment is it worth a second one that waits.
    const attempt = await this.#database.sql.prepared<RecordRow>('record-deposit', RECORD, params);
    const row =
      attempt?.outcome === 'busy'
        ? await this.#database.transaction(async (tx) => {
            await waitForContent(tx, deposit.sha256);
            return tx.first<RecordRow>(RECORD, params);
          })
        : attempt;
    if (row === undefined) {
      throw new UnknownEstablishment(`${deposit.campusCode}/${deposit.establishmentCode ?? ''}`);
    }
    return { id: row.id, storageKey: row.storageKey, isRetry: row.outcome === 'earlier' };
  }

  /**
   * Whether a deposit was committed, for who lost the connection while committing it. Waits for a transaction about the
   * same content that may still be running.
   */
  wasRecorded({ id, sha256 }: { readonly id: string; readonly sha256: string }): Promise<boolean> {
    return this.#database.transaction(async (tx) => {
      await waitForContent(tx, sha256);
      return (await tx.first('SELECT FROM deposit WHERE id = $1', [id])) !== undefined;
    });
  }

  /** Those of the storage keys that belong to a deposit. */
  async knownStorageKeys(keys: readonly string[]): Promise<Set<string>> {
    // A key ends in its deposit's id, which is indexed; the column itself is only searched for what that does not find.
    const ids = keys.map((key) => key.slice(key.lastIndexOf('/') + 1));
    const byId = await this.#database.sql.rows<{ key: string }>(
      'SELECT storage_key AS key FROM deposit WHERE id = ANY ($1::uuid[])',
      [ids],
    );
    const known = new Set(byId.map(({ key }) => key));
    const unknown = keys.filter((key) => !known.has(key));
    if (unknown.length === 0) return known;
    const byKey = await this.#database.sql.rows<{ key: string }>(
      'SELECT storage_key AS key FROM deposit WHERE storage_key = ANY ($1)',
      [unknown],
    );
    for (const { key } of byKey) known.add(key);
    return known;
  }
}

interface RecordRow {
  readonly outcome: 'new' | 'earlier' | 'busy';
  readonly id: string;
  readonly storageKey: string;
}

/** Two transactions about the same content run one after the other, on whatever instance they are. */
async function waitForContent(tx: Transaction, sha256: string): Promise<void> {
  await tx.run('SELECT pg_advisory_xact_lock($1::bigint)', [lockKeyOf(sha256)]);
}

function lockKeyOf(sha256: string): string {
  return BigInt.asIntN(64, BigInt(`0x${sha256.slice(0, 16)}`)).toString();
}

/**
 * One statement, one round trip. $1 id, $2 campus, $3 establishment code or NULL, $4 origin, $5 file name, $6 size,
 * $7 sha256, $8 storage key, $9 login, $10 address, $11 user agent, $12 received at, $13 priority,
 * $14 the lock of the content. No row: there is no such establishment.
 */
const RECORD = `
  WITH turn AS MATERIALIZED (
    SELECT pg_try_advisory_xact_lock($14::bigint) AS is_ours
  ), target AS (
    SELECT array_agg(id ORDER BY id COLLATE "C") AS establishment_ids
    FROM establishment
    WHERE campus_code = $2 AND ($3::text IS NULL OR code = $3)
    HAVING count(*) > 0
  ), earlier AS (
    SELECT id, storage_key
    FROM deposit
    WHERE $4 = 'automatic' AND origin = 'automatic'
      AND campus_code = $2 AND establishment_id IS NOT DISTINCT FROM $2 || '/' || $3
      AND file_name = $5 AND sha256 = $7
      AND received_at > $12::timestamptz - interval '${RETRY_WINDOW}'
    ORDER BY received_at DESC
    LIMIT 1
  ), new_deposit AS (
    INSERT INTO deposit (id, campus_code, establishment_id, origin, file_name, size_bytes, sha256, storage_key,
                         account_login, remote_address, user_agent, received_at)
    SELECT $1, $2, $2 || '/' || $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
    FROM target, turn
    WHERE is_ours AND NOT EXISTS (SELECT FROM earlier)
    RETURNING id, campus_code, establishment_id, origin, file_name, storage_key, received_at
  ), new_import AS (
    INSERT INTO import (id, campus_code, establishment_id, establishment_ids, origin, file_name, received_at)
    SELECT id, campus_code, establishment_id, (SELECT establishment_ids FROM target), origin, file_name, received_at
    FROM new_deposit
  ), new_steps AS (
    INSERT INTO import_step (import_id, step, state, started_at, ended_at, counts)
    SELECT id, step,
           CASE WHEN step = 'transfer' THEN 'ok' ELSE 'pending' END,
           CASE WHEN step = 'transfer' THEN received_at END,
           CASE WHEN step = 'transfer' THEN received_at END,
           CASE WHEN step = 'transfer' THEN jsonb_build_object('bytes', $6::bigint) ELSE '{}' END
    FROM new_deposit, unnest(ARRAY[${IMPORT_STEPS.map((step) => `'${step}'`).join(', ')}]) AS step
  ), new_outbox AS (
    INSERT INTO outbox (campus_code, import_id, round, priority)
    SELECT campus_code, id, 1, $13 FROM new_deposit
  )
  SELECT 'new' AS outcome, id, storage_key AS "storageKey", pg_notify('outbox', campus_code) FROM new_deposit
  UNION ALL
  SELECT 'earlier', id, storage_key, NULL FROM earlier WHERE (SELECT is_ours FROM turn)
  UNION ALL
  SELECT 'busy', $1, $8, NULL FROM turn WHERE NOT is_ours
`;
