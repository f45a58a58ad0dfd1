import type { Clock } from '@timetable/settings';
import {
  AccountNotInForce,
  UnknownEstablishment,
  type NewDeposit,
  type RecordedDeposit,
} from '@timetable/persistence';
import { storageKey, type FileStore } from '@timetable/storage';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { refusals, type Refusal } from '../http/refusal.js';
import { withinTime } from '../within-time.js';

/** The part of the deposit repository that the desk writes to. */
export interface DepositRecords {
  record(deposit: NewDeposit): Promise<RecordedDeposit>;
  settle(deposit: { readonly id: string; readonly sha256: string }): Promise<boolean>;
}

/** Who deposits what for whom; the bytes come beside. */
export type DepositSlip = Pick<
  NewDeposit,
  | 'campusCode'
  | 'establishmentCode'
  | 'fileName'
  | 'accountLogin'
  | 'accountVersion'
  | 'remoteAddress'
  | 'userAgent'
>;

export interface SpooledFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** Resolves once its bytes are on the disk; undefined: nobody saw to it yet. */
  readonly synced: Promise<void> | undefined;
}

/** How long the database may take, in ms. */
export interface Patience {
  /** Before we ask whether it did; as long again for each time that we ask. */
  readonly recordMs: number;
  /** How long we ask. */
  readonly settleMs: number;
}

const PATIENCE: Patience = { recordMs: 15_000, settleMs: 15_000 };
const SETTLE_PAUSE_MS = 1_000;

/**
 * Turns a complete file into a deposit: into the file store first, then its rows in one transaction. When it returns
 * both are durable; when it throws there is neither row nor file, nor will there be, unless it throws that this cannot be
 * known: a database that does not answer for half a minute may still write the row, and the file stays. Killed in
 * between, it leaves at most a stored file without row, which `OrphanSweeper` removes.
 */
export class DepositDesk {
  constructor(
    private readonly records: DepositRecords,
    private readonly files: FileStore,
    private readonly clock: Clock,
    private readonly patience: Patience = PATIENCE,
  ) {}

  /**
   * The spooled file is used up, whatever happens.
   *
   * @throws Refusal 401, 403, 503 or 507
   */
  async accept(file: SpooledFile, slip: DepositSlip): Promise<RecordedDeposit> {
    const receivedAt = this.clock.now();
    const id = randomUUID();
    const key = storageKey({ id, receivedAt });
    try {
      await this.files.adopt(file.path, key, { synced: file.synced });
    } catch (error) {
      await rm(file.path, { force: true });
      await this.#discard(key);
      throw refusals.notStored(error);
    }
    const { sizeBytes, sha256 } = file;
    const deposit = {
      ...slip,
      id,
      origin: 'automatic',
      sizeBytes,
      sha256,
      storageKey: key,
      receivedAt,
    } as const;
    const recorded = await this.#record(deposit);
    if (recorded.isRetry) await this.#discard(key);
    return recorded;
  }

  async #record(deposit: NewDeposit): Promise<RecordedDeposit> {
    try {
      return await withinTime(this.records.record(deposit), this.patience.recordMs, 'the database');
    } catch (error) {
      const refusal = refusalOf(error, deposit);
      const isRecorded = refusal === undefined ? await this.#settle(deposit) : false;
      if (isRecorded === undefined) throw refusals.undecided(error);
      if (isRecorded) return { id: deposit.id, storageKey: deposit.storageKey, isRetry: false };
      await this.#discard(deposit.storageKey);
      throw refusal ?? refusals.unavailable(error);
    }
  }

  /**
   * Whether the deposit is recorded: the connection may have broken after the commit and before its acknowledgement, or
   * the database be slow to answer. Only the database knows.
   *
   * @returns undefined when even that cannot be known
   */
  async #settle(deposit: NewDeposit): Promise<boolean | undefined> {
    const until = performance.now() + this.patience.settleMs;
    while (performance.now() < until) {
      // First of all: a database that was lost is rarely back at once.
      await sleep(SETTLE_PAUSE_MS);
      try {
        return await withinTime(this.records.settle(deposit), this.patience.recordMs, 'the database');
      } catch {
        // Not back yet.
      }
    }
    return undefined;
  }

  async #discard(key: string): Promise<void> {
    await this.files.delete(key).catch(() => undefined);
  }
}

/** What the database itself answered, having written nothing. */
function refusalOf(error: unknown, { establishmentCode }: NewDeposit): Refusal | undefined {
  if (error instanceof UnknownEstablishment) return refusals.unknownEstablishment(establishmentCode ?? '');
  if (!(error instanceof AccountNotInForce)) return undefined;
  return error.isSuspended ? refusals.accountSuspended() : refusals.credentialsWrong();
}
