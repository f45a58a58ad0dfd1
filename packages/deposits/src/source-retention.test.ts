import { describe, expect, it } from '@jest/globals';
import type { ExpiredSource } from '@timetable/persistence';
import { SourceRetention } from './source-retention.js';

const NOW = new Date('2026-11-24T08:00:00Z');

function retentionOver(found: readonly ExpiredSource[], onDelete: (key: string) => Promise<void>) {
  const done: string[] = [];
  const asked: Date[] = [];
  const sources = {
    expired: (before: Date) => {
      asked.push(before);
      return Promise.resolve(found);
    },
    markDeleted: (id: string) => Promise.resolve(void done.push(`marked ${id}`)),
  };
  const files = {
    delete: async (key: string) => {
      await onDelete(key);
      done.push(`deleted ${key}`);
    },
  };
  return { done, asked, retention: new SourceRetention(sources, files, { now: () => NOW }, 90) };
}

const sources = (count: number): ExpiredSource[] =>
  Array.from({ length: count }, (_, index) => ({ id: `i${index}`, storageKey: `k${index}` }));

describe('SourceRetention', () => {
  it('deletes each file of more than the days it is given, then marks it', async () => {
    const { retention, done, asked } = retentionOver(sources(2), () => Promise.resolve());
    expect(await retention.sweep()).toEqual({ deleted: 2, hasMore: false });
    expect(asked).toEqual([new Date('2026-08-26T08:00:00Z')]);
    expect(done).toEqual(['deleted k0', 'marked i0', 'deleted k1', 'marked i1']);
  });

  it('goes on as long as there may be more', async () => {
    const { retention } = retentionOver(sources(100), () => Promise.resolve());
    expect(await retention.sweep()).toEqual({ deleted: 100, hasMore: true });
  });

  it('marks nothing whose file could not be deleted', async () => {
    const { retention, done } = retentionOver(sources(1), () => Promise.reject(new Error('disk')));
    await expect(retention.sweep()).rejects.toThrow('disk');
    expect(done).toEqual([]);
  });
});
