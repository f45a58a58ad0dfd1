import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DepositObstacle } from '@timetable/domain';
import {
  AccountNotInForce,
  UnknownEstablishment,
  type NewDeposit,
  type RecordedDeposit,
} from '@timetable/persistence';
import { createFileStore, type FileStore } from '@timetable/storage';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DepositService, type ReceivedFile } from './deposit.service.js';

const NOW = new Date('2026-09-14T08:00:00Z');
const REQUEST = {
  origin: 'automatic',
  campusCode: 'jaures',
  establishmentCode: undefined,
  fileName: 'EDT.zip',
  accountLogin: 'emp.marie',
  remoteAddress: '192.0.2.1',
  userAgent: 'EDT',
} as const;

let directory: string;
let files: FileStore;
let adopt: FileStore['adopt'];
let remove: FileStore['delete'];
let record: (deposit: NewDeposit) => Promise<RecordedDeposit>;
let settle: () => Promise<boolean>;
let waiting: () => Promise<number>;
let refused: DepositObstacle[];
let service: DepositService;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'deposits-'));
  files = createFileStore(`file:${directory}`);
  adopt = (...file) => files.adopt(...file);
  remove = (key) => files.delete(key);
  settle = () => Promise.resolve(false);
  record = ({ id, storageKey }) => Promise.resolve({ id, storageKey, isRetry: false });
  waiting = () => Promise.resolve(0);
  refused = [];
  service = new DepositService({
    bound: {
      limits: { perAccountAnHour: 5, perCampusAnHour: 5, waitingPerCampus: 5 },
      before: async () => ({
        accountLimitReachedBy: null,
        campusLimitReachedBy: null,
        waiting: await waiting(),
      }),
      onRefused: (_who, obstacle) => refused.push(obstacle),
    },
    records: { record: (deposit) => record(deposit), settle: () => settle() },
    files: { adopt: (...file) => adopt(...file), delete: (key) => remove(key) },
    clock: { now: () => NOW },
    // Far above what a busy machine takes for nothing: only what hangs comes to its limit.
    timeLimits: { storeMs: 2_000, discardMs: 1_000, recordMs: 1_000, settleMs: 500 },
  });
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

async function spooled(): Promise<ReceivedFile> {
  const path = join(files.spoolDirectory, 'door-x.part');
  await writeFile(path, 'bytes');
  return { path, sizeBytes: 5, sha256: 'ab'.repeat(32), synced: undefined };
}

const stored = async (): Promise<string[]> =>
  (await readdir(directory, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

describe('the deposit service', () => {
  it('stores the file before it records the deposit', async () => {
    let wasStored = false;
    record = async ({ id, storageKey }) => {
      wasStored = (await stored()).includes(basename(storageKey));
      return { id, storageKey, isRetry: false };
    };
    const { id, storageKey } = await service.accept(await spooled(), REQUEST);
    expect(wasStored).toBe(true);
    expect(storageKey).toBe(`2026/09/${id}`);
    expect(await stored()).toEqual([id]);
  });

  it('keeps nothing of a retry but the earlier deposit', async () => {
    record = () => Promise.resolve({ id: 'earlier', storageKey: '2026/09/earlier', isRetry: true });
    expect(await service.accept(await spooled(), REQUEST)).toMatchObject({ id: 'earlier', isRetry: true });
    expect(await stored()).toEqual([]);
  });

  it('leaves no file when the deposit is refused', async () => {
    record = () => Promise.reject(new UnknownEstablishment('jaures/x'));
    await expect(service.accept(await spooled(), REQUEST)).rejects.toEqual(
      expect.objectContaining({ reason: 'unknown_establishment' }),
    );
    expect(await stored()).toEqual([]);
  });

  it('admits no deposit too many, and says when to come back', async () => {
    await service.admit(REQUEST);
    waiting = () => Promise.resolve(5);
    await expect(service.admit(REQUEST)).rejects.toMatchObject({
      name: 'TooManyDeposits',
      obstacle: { reason: 'waiting', retryAfterSeconds: 600 },
    });
    expect(refused).toHaveLength(1);
  });

  it('admits none when the database does not say what was deposited before', async () => {
    waiting = () => Promise.reject(new Error('Connection terminated unexpectedly'));
    await expect(service.admit(REQUEST)).rejects.toMatchObject({ reason: 'database_unavailable' });
  });

  it('leaves no file when the account is no longer in force, and says which way', async () => {
    for (const [isSuspended, reason] of [
      [false, 'account_closed'],
      [true, 'account_suspended'],
    ] as const) {
      record = () => Promise.reject(new AccountNotInForce(isSuspended));
      await expect(service.accept(await spooled(), REQUEST)).rejects.toEqual(
        expect.objectContaining({ reason }),
      );
      expect(await stored()).toEqual([]);
    }
  });

  describe('when the database does not answer in time', () => {
    beforeEach(() => {
      record = () => new Promise(() => undefined);
    });

    it('gives the deposit up, and says that there is none', async () => {
      await expect(service.accept(await spooled(), REQUEST)).rejects.toMatchObject({
        reason: 'database_unavailable',
      });
      expect(await stored()).toEqual([]);
    });

    it('accepts the deposit if it was recorded all the same', async () => {
      settle = () => Promise.resolve(true);
      const { id } = await service.accept(await spooled(), REQUEST);
      expect(await stored()).toEqual([id]);
    });

    it('keeps the file, and says that it does not know, when it cannot be asked either', async () => {
      settle = () => new Promise(() => undefined);
      await expect(service.accept(await spooled(), REQUEST)).rejects.toMatchObject({ reason: 'undecided' });
      expect(await stored()).toHaveLength(1);
    });
  });

  it('asks the database whether a broken commit was one: it was not', async () => {
    record = () => Promise.reject(new Error('Connection terminated unexpectedly'));
    await expect(service.accept(await spooled(), REQUEST)).rejects.toEqual(
      expect.objectContaining({ reason: 'database_unavailable' }),
    );
    expect(await stored()).toEqual([]);
  });

  it('asks the database whether a broken commit was one: it was', async () => {
    record = () => Promise.reject(new Error('Connection terminated unexpectedly'));
    settle = () => Promise.resolve(true);
    const { id } = await service.accept(await spooled(), REQUEST);
    expect(await stored()).toEqual([id]);
  });

  it('says so and leaves nothing when the file cannot be stored', async () => {
    await expect(
      service.accept(
        { path: join(directory, 'absent'), sizeBytes: 1, sha256: '', synced: Promise.resolve() },
        REQUEST,
      ),
    ).rejects.toEqual(expect.objectContaining({ reason: 'storage_unavailable' }));
    expect(await stored()).toEqual([]);
  });

  it('says that the storage is full, which time does not mend', async () => {
    adopt = () => Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
    await expect(service.accept(await spooled(), REQUEST)).rejects.toMatchObject({ reason: 'storage_full' });
    expect(await stored()).toEqual([]);
  });

  it('records nothing and ends in time when the storage hangs, even where it is to take back what it has', async () => {
    adopt = () => new Promise(() => undefined);
    remove = () => new Promise(() => undefined);
    let isRecorded = false;
    record = ({ id, storageKey }) => {
      isRecorded = true;
      return Promise.resolve({ id, storageKey, isRetry: false });
    };
    await expect(service.accept(await spooled(), REQUEST)).rejects.toMatchObject({
      reason: 'storage_unavailable',
    });
    expect(isRecorded).toBe(false);
    expect(await stored()).toEqual([]);
  });
});
