import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { DiskStore } from './disk.store.js';
import { InvalidStorageKey, StoredFileMissing } from './errors.js';

const KEY = '2026/11/018f3f5e-4d2a-7c11-9a43-2f6f0c1d2e3f';
const OTHER_KEY = '2026/10/018f3f5e-4d2a-7c11-9a43-2f6f0c1d2e40';

describe('DiskStore', () => {
  let root: string;
  let store: DiskStore;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'disk-store-'));
    store = new DiskStore(root);
  });

  afterEach(async () => {
    await rm(root, { recursive: true, force: true });
  });

  async function spool(content: string, name = 'upload'): Promise<string> {
    const path = join(store.spoolDirectory, name);
    await writeFile(path, content);
    return path;
  }

  async function keysOlderThan(before: Date): Promise<string[]> {
    const keys: string[] = [];
    for await (const key of store.keysOlderThan(before)) keys.push(key);
    return keys;
  }

  it('moves an adopted file out of the spool, unchanged', async () => {
    const path = await spool('<TIMETABLE/>');

    await store.adopt(path, KEY);

    expect(await readdir(store.spoolDirectory)).toEqual([]);
    expect(await readFile(join(root, KEY), 'utf8')).toBe('<TIMETABLE/>');
  });

  it('replaces what the key held, as a retry does', async () => {
    await store.adopt(await spool('first'), KEY);
    await store.adopt(await spool('second'), KEY);

    expect((await buffer(await store.stream(KEY))).toString()).toBe('second');
  });

  it('shows nothing under the key when a crash comes between the spool and the adoption', async () => {
    await spool('half a fi');

    store = new DiskStore(root);

    expect(await keysOlderThan(new Date('2100-01-01'))).toEqual([]);
  });

  it('sweeps what crashed uploads left, and leaves running ones alone', async () => {
    const abandoned = await spool('half a fi', 'abandoned');
    await utimes(abandoned, new Date('2026-11-01'), new Date('2026-11-01'));
    await spool('being written', 'running');

    expect(await store.sweepSpool(new Date('2026-11-02'))).toBe(1);
    expect(await readdir(store.spoolDirectory)).toEqual(['running']);
  });

  it('reads at any position, and less only at the end', async () => {
    await store.adopt(await spool('0123456789'), KEY);

    const file = await store.open(KEY);
    const read = async (position: number, length: number): Promise<string> =>
      Buffer.from(await file.read(position, length)).toString();

    expect(file.sizeBytes).toBe(10);
    expect(await read(7, 3)).toBe('789');
    expect(await read(0, 2)).toBe('01');
    expect(await read(8, 100)).toBe('89');
    expect(await read(10, 1)).toBe('');
    expect(await read(1000, 1)).toBe('');
    await file.close();
  });

  it('keeps an open file readable after its deletion, and closes twice without complaint', async () => {
    await store.adopt(await spool('kept'), KEY);
    const file = await store.open(KEY);

    await store.delete(KEY);

    expect(Buffer.from(await file.read(0, 4)).toString()).toBe('kept');
    await file.close();
    await file.close();
  });

  it('names the missing key in a typed error, for a read as for a stream', async () => {
    await expect(store.open(KEY)).rejects.toThrow(StoredFileMissing);
    await expect(store.stream(KEY)).rejects.toThrow(KEY);
  });

  it('deletes a file that is already gone', async () => {
    await store.adopt(await spool('x'), KEY);

    await store.delete(KEY);
    await store.delete(KEY);
  });

  it('refuses a key that leaves its directory, before touching anything', async () => {
    const path = await spool('x');

    await expect(store.adopt(path, '../outside')).rejects.toThrow(InvalidStorageKey);
    await expect(store.open('/etc/passwd')).rejects.toThrow(InvalidStorageKey);
    await expect(store.delete('.spool/upload')).rejects.toThrow(InvalidStorageKey);
    expect(await readdir(store.spoolDirectory)).toEqual(['upload']);
  });

  it('lists the keys written before an instant, over all months and nothing else', async () => {
    await store.adopt(await spool('old'), OTHER_KEY);
    await utimes(join(root, OTHER_KEY), new Date('2026-10-05'), new Date('2026-10-05'));
    await store.adopt(await spool('new'), KEY);
    await writeFile(join(root, '2026/11/notes.txt'), 'not ours');

    expect(await keysOlderThan(new Date('2026-10-06'))).toEqual([OTHER_KEY]);
    expect(await keysOlderThan(new Date('2100-01-01'))).toEqual([OTHER_KEY, KEY]);
  });

  it('keeps the spool private to its user', async () => {
    expect((await stat(store.spoolDirectory)).mode & 0o777).toBe(0o700);
  });

  it('is ready on its directory, and not once the directory is gone', async () => {
    await store.check();
    await rm(root, { recursive: true });

    await expect(store.check()).rejects.toThrow('ENOENT');
  });
});
