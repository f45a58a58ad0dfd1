import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DepositService, OrphanSweeper } from '@timetable/deposits';
import type { NewDeposit, RecordedDeposit } from '@timetable/persistence';
import { createFileStore, storageKey, type FileStore } from '@timetable/storage';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CampusTree, DEFAULT_QUOTA } from '../tree/campus-tree.js';
import { Content } from '../tree/content.js';
import { Spool } from '../tree/spool.js';
import { PlacementService, type Depositor } from './placement.service.js';

const NOW = new Date();
const HOUR_MS = 3_600_000;
const MAX_FILES = 4;

let directory: string;
let files: FileStore;
let spool: Spool;
let tree: CampusTree;
let recorded: NewDeposit[];
/** What happens while the rows are being written. */
let meanwhile: () => Promise<void> | void;
let placement: PlacementService;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'placement-'));
  files = createFileStore(`file:${directory}`);
  spool = new Spool(files.spoolDirectory);
  tree = new CampusTree('jaures', { ...DEFAULT_QUOTA, maxFiles: MAX_FILES }, NOW);
  recorded = [];
  meanwhile = () => undefined;
  const record = async (deposit: NewDeposit): Promise<RecordedDeposit> => {
    await meanwhile();
    recorded.push(deposit);
    return { id: deposit.id, storageKey: deposit.storageKey, isRetry: false };
  };
  const clock = { now: () => NOW };
  const records = { record, settle: () => Promise.resolve(false) };
  placement = new PlacementService(
    new DepositService({
      ...{ records, files, clock },
      bound: {
        limits: { perAccountAnHour: 5, perCampusAnHour: 5, waitingPerCampus: 5 },
        before: () =>
          Promise.resolve({ accountLimitReachedBy: null, campusLimitReachedBy: null, waiting: 0 }),
        onRefused: () => undefined,
      },
    }),
    spool,
    files,
    clock,
    () => undefined,
  );
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

const depositor = (name: string): Depositor => ({
  tree,
  path: ['jaures', name],
  account: {
    login: 'emp.marie.curie',
    campusCode: 'jaures',
    passwordHash: '',
    version: 1,
    isSuspended: false,
    lastAddress: null,
    establishmentCodes: [],
  },
  address: '192.0.2.1',
  userAgent: undefined,
});

/** A received file, as old as said. */
async function received(ageMs = 0): Promise<Content> {
  const { path, handle } = await spool.create();
  await handle.close();
  await writeFile(path, 'bytes');
  const then = new Date(Date.now() - ageMs);
  await utimes(path, then, then);
  return new Content(5, 'ab'.repeat(32), { kind: 'spooled', path }, spool);
}

async function put(name: string, ageMs = 0): Promise<void> {
  await placement.put(depositor(name), await received(ageMs));
}

const spooledFiles = (): Promise<string[]> => readdir(files.spoolDirectory);

/** Files are discarded in the background. */
async function spoolIsEmpty(): Promise<void> {
  while ((await spooledFiles()).length > 0) await sleep(5);
}

describe('a file that becomes a deposit', () => {
  it('is no orphan while its rows are written, however long ago it was received', async () => {
    await put('envoi.tmp', 2 * HOUR_MS);
    const sweeper = new OrphanSweeper(files, { knownStorageKeys: () => Promise.resolve(new Set()) });
    meanwhile = async () => {
      await sweeper.sweep(new Date(), new AbortController().signal);
    };
    await placement.move(depositor('envoi.tmp'), ['jaures', 'envoi.tmp'], ['jaures', 'EDT.zip']);
    await (await files.open(recorded[0]?.storageKey ?? '')).close();
  });

  it('is accepted, and only not listed, when the folder is full of other files', async () => {
    for (let index = 0; index < MAX_FILES; index += 1) await put(`${index}.txt`);
    await put('EDT.zip');
    expect(recorded).toHaveLength(1);
    expect(tree.find(['jaures', 'EDT.zip'])).toBeUndefined();
    await expect(put('other.txt')).rejects.toMatchObject({ status: 507 });
  });

  it('is refused before, not after, when a folder has its place', async () => {
    tree.makeCollection(['jaures', 'EDT.zip'], NOW);
    await expect(put('EDT.zip')).rejects.toMatchObject({ status: 405 });
    expect(recorded).toEqual([]);
  });

  it('is accepted although its place is taken meanwhile, which stays as it is', async () => {
    meanwhile = () => {
      tree.makeCollection(['jaures', 'EDT.zip'], NOW);
    };
    const content = await received();
    expect(await placement.put(depositor('EDT.zip'), content)).toMatchObject({ outcome: 'created' });
    expect(recorded).toHaveLength(1);
    expect(tree.find(['jaures', 'EDT.zip'])).toMatchObject({ kind: 'collection' });
  });
});

describe('a move that fails', () => {
  const failing = (): void => {
    throw new Error('Connection terminated unexpectedly');
  };
  const move = (): Promise<boolean> =>
    placement.move(depositor('a'), ['jaures', 'a', 'envoi.tmp'], ['jaures', 'EDT.zip']);

  beforeEach(async () => {
    tree.makeCollection(['jaures', 'a'], NOW);
    tree.place(
      ['jaures', 'a', 'envoi.tmp'],
      { content: await received(), deposit: undefined, placedBy: 'emp.marie.curie' },
      NOW,
    );
  });

  it('leaves the source where it was', async () => {
    meanwhile = failing;
    await expect(move()).rejects.toMatchObject({ status: 503 });
    expect(tree.find(['jaures', 'a', 'envoi.tmp'])).toMatchObject({ kind: 'file' });
    expect(tree.find(['jaures', 'EDT.zip'])).toBeUndefined();
    expect(await spooledFiles()).toHaveLength(1);
  });

  it('leaves nothing of a source whose folder was removed meanwhile', async () => {
    meanwhile = () => {
      tree.remove(['jaures', 'a']);
      failing();
    };
    await expect(move()).rejects.toMatchObject({ status: 503 });
    expect(tree.usedBytes()).toBe(0);
    await spoolIsEmpty();
  });
});

describe('a copy', () => {
  it('keeps its bytes for a day of its own', async () => {
    const content = await received(23 * HOUR_MS);
    tree.place(
      ['jaures', 'envoi.tmp'],
      { content: content, deposit: undefined, placedBy: 'emp.marie.curie' },
      NOW,
    );
    await placement.copy(depositor('x'), ['jaures', 'envoi.tmp'], ['jaures', 'copie.tmp'], false);
    const [name = ''] = await spooledFiles();
    const { mtime } = await stat(join(files.spoolDirectory, name));
    expect(mtime.getTime()).toBeGreaterThan(Date.now() - HOUR_MS);
  });

  it('of a deposit whose bytes are no longer kept is refused, and leaves nothing', async () => {
    const key = storageKey({ id: randomUUID(), receivedAt: NOW });
    const content = new Content(5, 'ab'.repeat(32), { kind: 'stored', key }, spool);
    tree.place(
      ['jaures', 'EDT.zip'],
      { content: content, deposit: { id: 'x', establishmentCode: undefined }, placedBy: 'emp.marie.curie' },
      NOW,
    );
    await expect(
      placement.copy(depositor('x'), ['jaures', 'EDT.zip'], ['jaures', 'copie.zip'], false),
    ).rejects.toMatchObject({ status: 404 });
    await spoolIsEmpty();
    expect(recorded).toEqual([]);
  });
});
