import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
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
import { DepositDesk, type SpooledFile } from './deposit-desk.js';

const NOW = new Date('2026-09-14T08:00:00Z');
const SLIP = {
  campusCode: 'jaures',
  establishmentCode: undefined,
  fileName: 'EDT.zip',
  accountLogin: 'emp.marie',
  remoteAddress: '192.0.2.1',
  userAgent: 'EDT',
};

let directory: string;
let files: FileStore;
let record: (deposit: NewDeposit) => Promise<RecordedDeposit>;
let settle: () => Promise<boolean>;
let desk: DepositDesk;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'desk-'));
  files = createFileStore(`file:${directory}`);
  settle = () => Promise.resolve(false);
  record = ({ id, storageKey }) => Promise.resolve({ id, storageKey, isRetry: false });
  desk = new DepositDesk(
    { record: (deposit) => record(deposit), settle: () => settle() },
    files,
    { now: () => NOW },
    { recordMs: 50, settleMs: 50 },
  );
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

async function spooled(): Promise<SpooledFile> {
  const path = join(files.spoolDirectory, 'door-x.part');
  await writeFile(path, 'bytes');
  return { path, sizeBytes: 5, sha256: 'ab'.repeat(32), synced: undefined };
}

const stored = async (): Promise<string[]> =>
  (await readdir(directory, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

describe('the deposit desk', () => {
  it('stores the file before it records the deposit', async () => {
    let wasStored = false;
    record = async ({ id, storageKey }) => {
      wasStored = (await stored()).includes(basename(storageKey));
      return { id, storageKey, isRetry: false };
    };
    const { id, storageKey } = await desk.accept(await spooled(), SLIP);
    expect(wasStored).toBe(true);
    expect(storageKey).toBe(`2026/09/${id}`);
    expect(await stored()).toEqual([id]);
  });

  it('keeps nothing of a retry but the earlier deposit', async () => {
    record = () => Promise.resolve({ id: 'earlier', storageKey: '2026/09/earlier', isRetry: true });
    expect(await desk.accept(await spooled(), SLIP)).toMatchObject({ id: 'earlier', isRetry: true });
    expect(await stored()).toEqual([]);
  });

  it('leaves no file when the deposit is refused', async () => {
    record = () => Promise.reject(new UnknownEstablishment('jaures/x'));
    await expect(desk.accept(await spooled(), SLIP)).rejects.toEqual(
      expect.objectContaining({ status: 403 }),
    );
    expect(await stored()).toEqual([]);
  });

  it('leaves no file when the account is no longer in force, and says which way', async () => {
    for (const [isSuspended, status] of [
      [false, 401],
      [true, 403],
    ] as const) {
      record = () => Promise.reject(new AccountNotInForce(isSuspended));
      await expect(desk.accept(await spooled(), SLIP)).rejects.toEqual(expect.objectContaining({ status }));
      expect(await stored()).toEqual([]);
    }
  });

  describe('when the database does not answer in time', () => {
    beforeEach(() => {
      record = () => new Promise(() => undefined);
    });

    it('gives the deposit up, and says that there is none', async () => {
      await expect(desk.accept(await spooled(), SLIP)).rejects.toMatchObject({
        status: 503,
        sentence: expect.stringContaining('rien n’a été déposé'),
      });
      expect(await stored()).toEqual([]);
    });

    it('accepts the deposit if it was recorded all the same', async () => {
      settle = () => Promise.resolve(true);
      const { id } = await desk.accept(await spooled(), SLIP);
      expect(await stored()).toEqual([id]);
    });

    it('keeps the file, and says that it does not know, when it cannot be asked either', async () => {
      settle = () => new Promise(() => undefined);
      await expect(desk.accept(await spooled(), SLIP)).rejects.toMatchObject({
        status: 503,
        sentence: expect.stringContaining('on ne sait pas encore'),
      });
      expect(await stored()).toHaveLength(1);
    });
  });

  it('asks the database whether a broken commit was one: it was not', async () => {
    record = () => Promise.reject(new Error('Connection terminated unexpectedly'));
    await expect(desk.accept(await spooled(), SLIP)).rejects.toEqual(
      expect.objectContaining({ status: 503 }),
    );
    expect(await stored()).toEqual([]);
  });

  it('asks the database whether a broken commit was one: it was', async () => {
    record = () => Promise.reject(new Error('Connection terminated unexpectedly'));
    settle = () => Promise.resolve(true);
    const { id } = await desk.accept(await spooled(), SLIP);
    expect(await stored()).toEqual([id]);
  });

  it('answers 503 and leaves nothing when the file cannot be stored', async () => {
    await expect(
      desk.accept(
        { path: join(directory, 'absent'), sizeBytes: 1, sha256: '', synced: Promise.resolve() },
        SLIP,
      ),
    ).rejects.toEqual(expect.objectContaining({ status: 503 }));
    expect(await stored()).toEqual([]);
  });
});
