import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readdir, readlink, rm, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { BucketServer } from './bucket-server.test-support.js';
import { DEFAULT_BUCKET_LIMITS, type BucketLimits } from './bucket.js';
import { BucketUnavailable, StorageTransferIncomplete, StoredFileMissing } from './errors.js';
import { S3Store } from './s3.store.js';

const KEY = '2026/11/018f3f5e-4d2a-7c11-9a43-2f6f0c1d2e3f';
const OTHER_KEY = '2026/10/018f3f5e-4d2a-7c11-9a43-2f6f0c1d2e40';

let bucket: BucketServer;
let endpoint: string;
let store: S3Store;
let spooledPath: string;

beforeEach(async () => {
  bucket = new BucketServer();
  endpoint = new URL(await bucket.listen()).searchParams.get('endpoint') ?? '';
  store = open();
  spooledPath = join(store.spoolDirectory, `s3-store-test-${process.pid}`);
});

afterEach(async () => {
  await bucket.close();
  await rm(spooledPath, { force: true });
});

function open(limits: Partial<BucketLimits> = {}): S3Store {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  return new S3Store(
    { bucket: 'files', endpoint, region: 'eu-west-3', credentials },
    { ...DEFAULT_BUCKET_LIMITS, retryPauseMs: 1, ...limits },
  );
}

async function adopt(content: string | Buffer, key = KEY): Promise<void> {
  await writeFile(spooledPath, content);
  await store.adopt(spooledPath, key);
}

/** Files of the spool that this process holds open, removed ones included. */
async function heldFiles(): Promise<string[]> {
  const links = (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => ''));
  return (await Promise.all(links)).filter((path) => path.startsWith(store.spoolDirectory));
}

/** Connections that stay, the one kept for the next call left out: those of failed calls end a moment after them. */
async function connectionsLeft(): Promise<number> {
  for (let tries = 0; tries < 100 && bucket.connections > 1; tries += 1) await sleep(20);
  return Math.max(0, bucket.connections - 1);
}

describe('S3Store', () => {
  it('sweeps what crashed uploads left in its spool, and leaves running ones alone', async () => {
    await writeFile(spooledPath, 'half a fi');
    await utimes(spooledPath, new Date('2026-11-01'), new Date('2026-11-01'));
    const running = `${spooledPath}-running`;
    await writeFile(running, 'being written');

    await store.sweepSpool(new Date('2026-11-02'));

    const left = await readdir(store.spoolDirectory);
    await rm(running);
    expect([left.includes(basename(spooledPath)), left.includes(basename(running))]).toEqual([false, true]);
  });

  it('uploads the spooled bytes as they are, signed, and empties the spool', async () => {
    const before = await readdir(store.spoolDirectory);

    await adopt('0123456789');

    expect(bucket.objects.get(KEY)?.body.toString()).toBe('0123456789');
    expect(bucket.calls[0]?.authorization).toContain('Credential=AKIDEXAMPLE/');
    expect(await readdir(store.spoolDirectory)).toEqual(before);
  });

  it('leaves no connection behind whose request has no end, however soon the answer comes', async () => {
    for (let i = 0; i < 60; i += 1) await adopt(Buffer.alloc(30_000));

    expect(await connectionsLeft()).toBe(0);
  });

  it('opens a private copy for random access, and removes it when closed', async () => {
    await adopt('0123456789');
    const before = await readdir(store.spoolDirectory);

    const file = await store.open(KEY);
    const tail = Buffer.from(await file.read(7, 10)).toString();
    await file.close();
    await file.close();

    expect(file.sizeBytes).toBe(10);
    expect(tail).toBe('789');
    expect(await readdir(store.spoolDirectory)).toEqual(before);
  });

  it('refuses a download that stops early, and leaves no copy', async () => {
    await adopt('0123456789');
    const before = await readdir(store.spoolDirectory);
    bucket.truncateBy = 4;

    await expect(store.open(KEY)).rejects.toThrow(StorageTransferIncomplete);
    expect(await readdir(store.spoolDirectory)).toEqual(before);
  });

  it('refuses a download that is cut, and leaves neither copy nor descriptor', async () => {
    await adopt(Buffer.alloc(1_000_000, 'x'));
    const before = await readdir(store.spoolDirectory);
    bucket.trouble = 'cuts';

    await expect(store.open(KEY)).rejects.toThrow();
    expect(await readdir(store.spoolDirectory)).toEqual(before);
    expect(await heldFiles()).toEqual([]);
  });

  it('streams the object', async () => {
    await adopt('streamed');

    expect(await text(await store.stream(KEY))).toBe('streamed');
  });

  it('asks for a range of the object alone, and copies nothing', async () => {
    await adopt('0123456789');
    const before = await readdir(store.spoolDirectory);

    expect(await text(await store.stream(KEY, { start: 2, end: 4 }))).toBe('234');

    expect(bucket.calls.slice(1)).toEqual([expect.objectContaining({ method: 'GET', range: 'bytes=2-4' })]);
    expect(await readdir(store.spoolDirectory)).toEqual(before);
  });

  it('refuses less than the range', async () => {
    await adopt('0123456789');
    bucket.truncateBy = 6;

    await expect(store.stream(KEY, { start: 2, end: 4 })).rejects.toThrow(StorageTransferIncomplete);
  });

  it('names the missing key in a typed error', async () => {
    await expect(store.open(KEY)).rejects.toThrow(StoredFileMissing);
    await expect(store.stream(KEY)).rejects.toThrow(StoredFileMissing);
  });

  it('deletes, and deletes again what is gone', async () => {
    await adopt('x');

    await store.delete(KEY);
    await store.delete(KEY);

    expect(bucket.objects.size).toBe(0);
  });

  it('lists old keys over all pages by listing alone, and nothing that is not ours', async () => {
    await adopt('new');
    await adopt('old', OTHER_KEY);
    const old = bucket.objects.get(OTHER_KEY);
    if (old !== undefined) old.lastModified = new Date('2026-10-05');
    bucket.objects.set('backup/readme.txt', { body: Buffer.from('x'), lastModified: new Date(0) });
    bucket.calls.length = 0;

    const keys: string[] = [];
    for await (const key of store.keysOlderThan(new Date('2026-10-06'))) keys.push(key);

    expect(keys).toEqual([OTHER_KEY]);
    expect(bucket.calls.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET']);
  });

  it('is ready while the bucket answers, and not afterwards', async () => {
    await store.check();
    await bucket.close();

    await expect(store.check()).rejects.toThrow();
  });
});

describe('S3Store, with a bucket in trouble', () => {
  // Above 2 MiB the SDK asks first (`Expect: 100-continue`), below it sends at once: both ways.
  it.each([2_000_000, 5_000_000])('holds nothing of uploads of %i bytes that failed', async (sizeBytes) => {
    const failures = async (): Promise<void> => {
      for (let i = 0; i < 10; i += 1)
        await expect(adopt(Buffer.alloc(sizeBytes))).rejects.toThrow(BucketUnavailable);
      await rm(spooledPath);
    };
    for (const trouble of ['refuses', 'cuts', 'forgets'] as const) {
      bucket.trouble = trouble;
      await failures();
      expect([trouble, await heldFiles()]).toEqual([trouble, []]);
      expect([trouble, await connectionsLeft()]).toEqual([trouble, 0]);
    }
    await bucket.close();
    await failures();
    expect(await heldFiles()).toEqual([]);
  });

  it('keeps the spooled file of an upload that failed: it is the caller’s', async () => {
    await bucket.close();

    await expect(adopt('0123456789')).rejects.toThrow();

    expect(await readdir(store.spoolDirectory)).toContain(`s3-store-test-${process.pid}`);
  });

  it('sends again what was cut on its way', async () => {
    bucket.trouble = 'cuts';
    const adopted = adopt('0123456789');
    while (bucket.calls.length < 1) await new Promise(setImmediate);
    bucket.trouble = undefined;
    await adopted;

    expect(bucket.objects.get(KEY)?.body.toString()).toBe('0123456789');
    expect(bucket.calls).toHaveLength(2);
  });

  it('gives up a bucket that says nothing, whatever it was asked', async () => {
    await adopt('0123456789');
    bucket.trouble = 'silent';
    store = open({ uploadMs: 100, answerMs: 100 });

    for (const silence of [adopt('x'), store.open(KEY), store.stream(KEY), store.delete(KEY), store.check()])
      await expect(silence).rejects.toThrow(BucketUnavailable);
    await rm(spooledPath);
    expect(await heldFiles()).toEqual([]);
  });

  it('ends a listing that nobody wants any more', async () => {
    bucket.trouble = 'silent';
    const stop = new AbortController();
    const listing = store.keysOlderThan(new Date(), stop.signal)[Symbol.asyncIterator]().next();
    stop.abort(new Error('stopped'));

    await expect(listing).rejects.toThrow('stopped');
  });
});
