import { beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectorySync, type OpenDirectory } from './directory-sync.js';

/** A directory whose syncs end when they are told to. */
class SlowDirectory implements OpenDirectory {
  readonly running: PromiseWithResolvers<undefined>[] = [];
  opened = 0;
  closed = 0;

  sync(): Promise<void> {
    const end = Promise.withResolvers<undefined>();
    this.running.push(end);
    return end.promise;
  }

  close(): Promise<void> {
    this.closed += 1;
    return Promise.resolve();
  }
}

/** Lets what was resolved have its effects. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('DirectorySync', () => {
  let directory: SlowDirectory;
  let directories: DirectorySync;
  let answered: string[];

  beforeEach(() => {
    directory = new SlowDirectory();
    answered = [];
    directories = new DirectorySync(() => {
      directory.opened += 1;
      return Promise.resolve(directory);
    });
  });

  function ask(name: string): void {
    directories.sync('/2026/11').then(
      () => answered.push(name),
      () => answered.push(`${name} refused`),
    );
  }

  it('answers whoever comes while a sync runs by the next one, all together', async () => {
    ask('first');
    await settle();
    ask('second');
    ask('third');

    directory.running[0]?.resolve(undefined);
    await settle();
    expect(answered).toEqual(['first']);

    directory.running[1]?.resolve(undefined);
    await settle();
    expect(answered).toEqual(['first', 'second', 'third']);
    expect(directory.running).toHaveLength(2);
  });

  it('opens the directory once for a burst, closes it at its end, and opens it again for the next', async () => {
    for (const burst of [1, 2]) {
      ask('one');
      await settle();
      ask('two');
      directory.running.at(-1)?.resolve(undefined);
      await settle();
      expect(directory.closed).toBe(burst - 1);
      directory.running.at(-1)?.resolve(undefined);
      await settle();
      expect([directory.opened, directory.closed]).toEqual([burst, burst]);
    }
  });

  it('tells of a failed sync to those it was for, and goes on', async () => {
    ask('first');
    await settle();
    ask('second');

    directory.running[0]?.reject(new Error('input/output error'));
    await settle();
    directory.running[1]?.resolve(undefined);
    await settle();
    expect(answered).toEqual(['first refused', 'second']);
    expect(directory.closed).toBe(1);
  });

  it('syncs a real directory, and refuses one that is not there', async () => {
    const root = await mkdtemp(join(tmpdir(), 'directory-sync-'));
    const real = new DirectorySync();
    try {
      await Promise.all([real.sync(root), real.sync(root)]);
      const absent = join(root, 'absent');
      const told = await Promise.allSettled([real.sync(absent), real.sync(absent)]);
      expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });
});
