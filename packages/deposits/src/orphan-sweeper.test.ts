import { describe, expect, it } from '@jest/globals';
import type { FileStore } from '@timetable/storage';
import { OrphanSweeper } from './orphan-sweeper.js';

const NOW = new Date('2026-09-01T08:00:00Z');

/** The part of a store that is swept. */
class OldFiles implements Pick<FileStore, 'keysOlderThan' | 'delete'> {
  readonly keys = new Set(['deposited', 'orphan 1', 'orphan 2', 'orphan 3']);
  before: Date | undefined;
  onDelete: () => void = () => undefined;

  async *keysOlderThan(before: Date): AsyncIterable<string> {
    this.before = before;
    yield* await Promise.resolve([...this.keys]);
  }

  delete(key: string): Promise<void> {
    this.keys.delete(key);
    this.onDelete();
    return Promise.resolve();
  }
}

const records = { knownStorageKeys: () => Promise.resolve(new Set(['deposited'])) };

describe('the orphan sweeper', () => {
  it('removes what is older than an hour and belongs to no deposit', async () => {
    const files = new OldFiles();
    const swept = await new OrphanSweeper(files, records).sweep(NOW, new AbortController().signal);
    expect(swept).toBe(3);
    expect([...files.keys]).toEqual(['deposited']);
    expect(files.before).toEqual(new Date('2026-09-01T07:00:00Z'));
  });

  it('ends between two files when it is told to', async () => {
    const files = new OldFiles();
    const end = new AbortController();
    files.onDelete = () => {
      end.abort(new Error('told to'));
    };
    await expect(new OrphanSweeper(files, records).sweep(NOW, end.signal)).rejects.toThrow('told to');
    expect([...files.keys]).toEqual(['deposited', 'orphan 2', 'orphan 3']);
  });
});
