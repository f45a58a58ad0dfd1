import type { Clock } from '@timetable/contracts';
import { UnknownEstablishment, type NewDeposit, type RecordedDeposit } from '@timetable/persistence';
import { storageKey, type FileStore } from '@timetable/storage';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { refusals } from '../http/refusal.js';

/** The part of the deposit repository that the desk writes to. */
export interface DepositRecords {
  record(deposit: NewDeposit): Promise<RecordedDeposit>;
  wasRecorded(deposit: { readonly id: string; readonly sha256: string }): Promise<boolean>;
}

/** Who deposits what for whom; the bytes come beside. */
export type DepositSlip = Pick<
  NewDeposit,
  'campusCode' | 'establishmentCode' | 'fileName' | 'accountLogin' | 'remoteAddress' | 'userAgent'
>;

export interface SpooledFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** Resolves once its bytes are on the disk; undefined: nobody saw to it yet. */
  readonly synced: Promise<void> | undefined;
}

/** How long the database may take before we ask whether it did. */
const RECORD_MS = 15_000;
/** How long we ask. */
const SETTLE_MS = 15_000;
const SETTLE_PAUSE_MS = 1_000;

class TooLate extends Error {
  override readonly name = 'TooLate';
}

/**
 * Turns a complete file into a deposit: into the file store first, then its rows in one transaction. When it returns
 * both are durable; when it throws there is neither row nor file. Killed in between, it leaves at most a stored file
 * without row, which `OrphanSweeper` removes.
 */
export class DepositDesk {
  constructor(
    private readonly records: DepositRecords,
    private readonly files: FileStore,
    private readonly clock: Clock,
  ) {}

  /**
   * The spooled file is used up, whatever happens.
   *
   * @throws Refusal 403, 503 or 507
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
    const work = this.records.record(deposit);
    try {
      return await withinTime(work, RECORD_MS);
    } catch (error) {
      // It may still be written: the file stays, and the sweeper compares it with the table.
      if (error instanceof TooLate) throw refusals.unavailable(error);
      if (error instanceof UnknownEstablishment) {
        await this.#discard(deposit.storageKey);
        throw refusals.unknownEstablishment(deposit.establishmentCode ?? '');
      }
      // The connection may have broken after the commit and before its acknowledgement: only the database knows.
      const wasRecorded = await this.#settle(deposit);
      if (wasRecorded === true) return { id: deposit.id, storageKey: deposit.storageKey, isRetry: false };
      if (wasRecorded === false) await this.#discard(deposit.storageKey);
      throw refusals.unavailable(error);
    }
  }

  /** @returns undefined when even that cannot be known */
  async #settle(deposit: NewDeposit): Promise<boolean | undefined> {
    const until = performance.now() + SETTLE_MS;
    while (performance.now() < until) {
      // First of all: what was sent before the connection broke must have reached the database, if it ever will.
      await sleep(SETTLE_PAUSE_MS);
      try {
        return await withinTime(this.records.wasRecorded(deposit), RECORD_MS);
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

function withinTime<T>(work: Promise<T>, limitMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new TooLate(`no answer from the database within ${limitMs} ms`));
    }, limitMs);
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
