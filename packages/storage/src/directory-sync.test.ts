import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectorySync } from './directory-sync.js';

describe('DirectorySync', () => {
  let root: string;
  let directories: DirectorySync;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'directory-sync-'));
    directories = new DirectorySync();
  });

  afterEach(async () => {
    await rm(root, { recursive: true, force: true });
  });

  async function openedUnderRoot(): Promise<string[]> {
    const opened: string[] = [];
    for (const descriptor of await readdir('/proc/self/fd')) {
      const path = await readlink(`/proc/self/fd/${descriptor}`).catch(() => '');
      if (path.startsWith(root)) opened.push(path);
    }
    return opened;
  }

  it('answers everyone of a burst, those included who come while a sync runs, and leaves nothing open', async () => {
    const first = directories.sync(root);
    const later = first.then(() => Promise.all([directories.sync(root), directories.sync(root)]));
    await Promise.all([first, later, ...Array.from({ length: 20 }, () => directories.sync(root))]);

    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await openedUnderRoot()).toEqual([]);
  });

  it('tells everyone when the directory is not there, and tries again for whoever comes after', async () => {
    const absent = join(root, 'absent');

    const told = await Promise.allSettled([directories.sync(absent), directories.sync(absent)]);
    expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected']);

    await mkdir(absent);
    await directories.sync(absent);
  });
});
