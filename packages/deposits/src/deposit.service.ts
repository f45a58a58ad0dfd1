import {
  depositObstacle,
  type DepositLimits,
  type DepositObstacle,
  type DepositsBefore,
} from '@timetable/domain';
import {
  AccountNotInForce,
  UnknownEstablishment,
  type Depositing,
  type NewDeposit,
  type RecordedDeposit,
} from '@timetable/persistence';
import { withinTime } from '@timetable/runtime';
import { isStorageFull, storageKey, type FileStore } from '@timetable/storage';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { DepositFailed, type DepositFailure } from './deposit-failed.js';
import { TooManyDeposits } from './too-many-deposits.js';

/** The part of the deposit repository that is written to. */
export interface DepositRecords {
  record(deposit: NewDeposit): Promise<RecordedDeposit>;
  settle(deposit: { readonly id: string; readonly sha256: string }): Promise<boolean>;
}

/** How many deposits there may be, and who is told of those that are too many. */
export interface DepositBound {
  readonly limits: DepositLimits;
  before(who: Depositing, now: Date): Promise<DepositsBefore>;
  /** Called for every refusal. */
  onRefused(who: Depositing, obstacle: DepositObstacle, at: Date): void;
}

/** Who deposits what for whom; the bytes come beside. */
export type DepositRequest = Omit<NewDeposit, 'id' | 'sizeBytes' | 'sha256' | 'storageKey' | 'receivedAt'>;

/** A complete file in the store's spool, not yet a deposit. */
export interface ReceivedFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  /** Resolves once its bytes are on the disk; undefined: nobody saw to it yet. */
  readonly synced: Promise<void> | undefined;
}

/** How long the storage and the database may take, in ms. */
export interface DepositTimeLimits {
  /** To take the file: more than the storage allows itself, so that it can say what is wrong. */
  readonly storeMs: number;
  /** To take back what is not deposited. */
  readonly discardMs: number;
  /** Before the database is asked whether it recorded; as long again for each time that it is asked. */
  readonly recordMs: number;
  /** How long it is asked. */
  readonly settleMs: number;
}

/** Clients, and the proxies before them, wait a minute or so for an answer. */
const TIME_LIMITS: DepositTimeLimits = {
  storeMs: 40_000,
  discardMs: 10_000,
  recordMs: 15_000,
  settleMs: 15_000,
};
const SETTLE_PAUSE_MS = 1_000;

export interface DepositServiceParts {
  readonly records: DepositRecords;
  readonly files: Pick<FileStore, 'adopt' | 'delete'>;
  readonly bound: DepositBound;
  /** The business clock. */
  readonly clock: { now(): Date };
  readonly timeLimits?: DepositTimeLimits | undefined;
}

/**
 * Turns a complete file into a deposit: into the file store first, then its rows in one transaction. When it returns
 * both are durable; when it throws there is neither row nor file, nor will there be, unless it throws that this cannot be
 * known: a database that does not answer for half a minute may still write the row, and the file stays. Killed in
 * between, it leaves at most a stored file without row, which `OrphanSweeper` removes.
 */
export class DepositService {
  readonly #records: DepositRecords;
  readonly #files: DepositServiceParts['files'];
  readonly #bound: DepositBound;
  readonly #clock: DepositServiceParts['clock'];
  readonly #limits: DepositTimeLimits;

  constructor({ records, files, bound, clock, timeLimits = TIME_LIMITS }: DepositServiceParts) {
    this.#records = records;
    this.#files = files;
    this.#bound = bound;
    this.#clock = clock;
    this.#limits = timeLimits;
  }

  /**
   * Whether one more deposit of theirs is welcome: to be asked before the bytes come, and once.
   *
   * @throws TooManyDeposits
   * @throws DepositFailed when the database does not answer
   */
  async admit(who: Depositing): Promise<void> {
    const now = this.#clock.now();
    const { limits } = this.#bound;
    const before = await this.#before(who, now);
    const obstacle = depositObstacle(before, limits, now);
    if (obstacle === undefined) return;
    this.#bound.onRefused(who, obstacle, now);
    throw new TooManyDeposits(obstacle, limits);
  }

  async #before(who: Depositing, now: Date): Promise<DepositsBefore> {
    try {
      return await withinTime(this.#limits.recordMs, 'the database', () => this.#bound.before(who, now));
    } catch (error) {
      throw new DepositFailed('database_unavailable', error);
    }
  }

  /**
   * The spooled file is used up, whatever happens.
   *
   * @throws DepositFailed
   */
  async accept(file: ReceivedFile, request: DepositRequest): Promise<RecordedDeposit> {
    const receivedAt = this.#clock.now();
    const id = randomUUID();
    const key = storageKey({ id, receivedAt });
    await this.#store(file, key);
    const { sizeBytes, sha256 } = file;
    const recorded = await this.#record({ ...request, id, sizeBytes, sha256, storageKey: key, receivedAt });
    if (recorded.isRetry) await this.#discard(key);
    return recorded;
  }

  async #store({ path, synced }: ReceivedFile, key: string): Promise<void> {
    try {
      await withinTime(this.#limits.storeMs, 'the storage', () => this.#files.adopt(path, key, { synced }));
    } catch (error) {
      await this.#takeBack(() => rm(path, { force: true }));
      await this.#discard(key);
      throw new DepositFailed(isStorageFull(error) ? 'storage_full' : 'storage_unavailable', error);
    }
  }

  async #record(deposit: NewDeposit): Promise<RecordedDeposit> {
    try {
      return await withinTime(this.#limits.recordMs, 'the database', () => this.#records.record(deposit));
    } catch (error) {
      const refusal = refusalOf(error);
      const isRecorded = refusal === undefined ? await this.#settle(deposit) : false;
      if (isRecorded === undefined) throw new DepositFailed('undecided', error);
      if (isRecorded) return { id: deposit.id, storageKey: deposit.storageKey, isRetry: false };
      await this.#discard(deposit.storageKey);
      throw new DepositFailed(refusal ?? 'database_unavailable', error);
    }
  }

  /**
   * Whether the deposit is recorded: the connection may have broken after the commit and before its acknowledgement, or
   * the database be slow to answer. Only the database knows.
   *
   * @returns undefined when even that cannot be known
   */
  async #settle(deposit: NewDeposit): Promise<boolean | undefined> {
    const until = performance.now() + this.#limits.settleMs;
    while (performance.now() < until) {
      // First of all: a database that was lost is rarely back at once.
      await sleep(SETTLE_PAUSE_MS);
      try {
        return await withinTime(this.#limits.recordMs, 'the database', () => this.#records.settle(deposit));
      } catch {
        // Not back yet.
      }
    }
    return undefined;
  }

  #discard(key: string): Promise<void> {
    return this.#takeBack(() => this.#files.delete(key));
  }

  /** What stays is an orphan, and swept later. */
  async #takeBack(remove: () => Promise<void>): Promise<void> {
    await withinTime(this.#limits.discardMs, 'the storage', remove).catch(() => undefined);
  }
}

/** What the database itself answered, having written nothing. */
function refusalOf(error: unknown): DepositFailure | undefined {
  if (error instanceof UnknownEstablishment) return 'unknown_establishment';
  if (!(error instanceof AccountNotInForce)) return undefined;
  return error.isSuspended ? 'account_suspended' : 'account_closed';
}
