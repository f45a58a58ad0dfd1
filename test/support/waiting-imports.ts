import { DepositRepository, type Database, type NewDeposit } from '@timetable/persistence';
import { storageKey } from '@timetable/storage';
import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SMALL_SCHOOL_CLOCK } from './small-school.js';

/** A file of the storage that many deposits name: as if each had brought it. */
export interface StoredBytes {
  readonly storageKey: string;
  readonly sizeBytes: number;
}

export interface WaitingDeposit {
  readonly campusCode: string;
  /** undefined: for the whole campus. */
  readonly establishmentCode?: string;
  readonly bytes: StoredBytes;
}

/** @param filesDirectory root of a disk store */
export async function storeBytes(filesDirectory: string, bytes: Uint8Array): Promise<StoredBytes> {
  const key = storageKey({ id: randomUUID(), receivedAt: new Date(SMALL_SCHOOL_CLOCK) });
  const path = join(filesDirectory, key);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
  return { storageKey: key, sizeBytes: bytes.length };
}

/**
 * Thousands of deposits at once, in their order, a second apart: recorded as the door does, without its requests.
 * @returns the ids of their imports
 */
export async function recordWaiting(
  database: Database,
  deposits: readonly WaitingDeposit[],
  firstReceivedAt: Date,
): Promise<string[]> {
  const rows = deposits.map(({ campusCode, establishmentCode, bytes }, place): NewDeposit => {
    const id = randomUUID();
    return {
      ...{ id, campusCode, establishmentCode, origin: 'automatic', fileName: `EDT_${place}.zip`, ...bytes },
      // Of each its own, so that none is a repetition.
      sha256: id.replaceAll('-', '').repeat(2),
      accountLogin: 'emp.a',
      remoteAddress: undefined,
      userAgent: undefined,
      receivedAt: new Date(firstReceivedAt.getTime() + place * 1_000),
    };
  });
  const repository = new DepositRepository(database);
  for (let from = 0; from < rows.length; from += 1_000) {
    const recorded = await repository.recordTogether(rows.slice(from, from + 1_000));
    if (recorded.includes(undefined)) throw new Error('A deposit was not recorded.');
  }
  return rows.map(({ id }) => id);
}
