import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createFileStore } from './create-file-store.js';
import { StorageTransferIncomplete, StoredFileMissing } from './errors.js';
import type { FileStore } from './file-store.js';

const KEY = '2026/11/018f3f5e-4d2a-7c11-9a43-2f6f0c1d2e3f';
const OTHER_KEY = '2026/10/018f3f5e-4d2a-7c11-9a43-2f6f0c1d2e40';

/**
 * The five S3 calls that the store makes, over real HTTP, objects in memory. It shows what we send and how we take the
 * answers; it proves nothing about a given S3 product.
 */
class BucketServer {
  readonly objects = new Map<string, { body: Buffer; lastModified: Date }>();
  readonly authorizations: (string | undefined)[] = [];
  /** Bytes held back from every download. */
  truncateBy = 0;
  private readonly server: Server = createServer((request, response) => {
    void this.answer(request, response);
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.authorizations.push(request.headers.authorization);
    const url = new URL(request.url ?? '/', 'http://bucket');
    const key = url.pathname.replace(/^\/files\/?/, '');
    if (request.method === 'PUT') {
      this.objects.set(key, { body: await buffer(request), lastModified: new Date() });
      response.end();
    } else if (request.method === 'DELETE') {
      this.objects.delete(key);
      response.writeHead(204).end();
    } else if (key === '') this.list(url, response);
    else this.send(key, request.method === 'GET', response);
  }

  private send(key: string, withBody: boolean, response: ServerResponse): void {
    const object = this.objects.get(key);
    if (object === undefined) {
      response.writeHead(404, { 'content-type': 'application/xml' });
      response.end(withBody ? '<Error><Code>NoSuchKey</Code><Message>absent</Message></Error>' : undefined);
      return;
    }
    const body = withBody ? object.body.subarray(0, object.body.length - this.truncateBy) : object.body;
    response.writeHead(200, {
      'content-length': String(body.length),
      'last-modified': object.lastModified.toUTCString(),
    });
    response.end(withBody ? body : undefined);
  }

  /** One object per page, so that paging is exercised. */
  private list(url: URL, response: ServerResponse): void {
    const keys = [...this.objects.keys()].sort();
    const index = Number(url.searchParams.get('continuation-token') ?? '0');
    const contents = keys.slice(index, index + 1).map((key) => {
      const modified = this.objects.get(key)?.lastModified.toISOString() ?? '';
      return `<Contents><Key>${key}</Key><LastModified>${modified}</LastModified><Size>1</Size></Contents>`;
    });
    const next = index + 1 < keys.length ? `<NextContinuationToken>${index + 1}</NextContinuationToken>` : '';
    response.writeHead(200, { 'content-type': 'application/xml' });
    response.end(`<ListBucketResult>${next}${contents.join('')}</ListBucketResult>`);
  }
}

describe('S3Store', () => {
  let bucket: BucketServer;
  let store: FileStore;

  beforeEach(async () => {
    bucket = new BucketServer();
    store = createFileStore(`s3://files?endpoint=${await bucket.listen()}&region=eu-west-3`, {
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
    });
  });

  afterEach(async () => {
    await bucket.close();
  });

  async function adopt(content: string, key = KEY): Promise<void> {
    const path = join(store.spoolDirectory, `s3-store-test-${process.pid}`);
    await writeFile(path, content);
    await store.adopt(path, key);
  }

  it('uploads the spooled bytes as they are, signed, and empties the spool', async () => {
    const before = await readdir(store.spoolDirectory);

    await adopt('0123456789');

    expect(bucket.objects.get(KEY)?.body.toString()).toBe('0123456789');
    expect(bucket.authorizations[0]).toContain('Credential=AKIDEXAMPLE/');
    expect(await readdir(store.spoolDirectory)).toEqual(before);
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

  it('streams the object', async () => {
    await adopt('streamed');

    expect((await buffer(await store.stream(KEY))).toString()).toBe('streamed');
  });

  it('names the missing key in a typed error', async () => {
    await expect(store.open(KEY)).rejects.toThrow(StoredFileMissing);
    await expect(store.stream(KEY)).rejects.toThrow(StoredFileMissing);
    expect(await store.exists(KEY)).toBe(false);
  });

  it('deletes, and deletes again what is gone', async () => {
    await adopt('x');
    expect(await store.exists(KEY)).toBe(true);

    await store.delete(KEY);
    await store.delete(KEY);

    expect(await store.exists(KEY)).toBe(false);
  });

  it('lists old keys over all pages, and nothing that is not ours', async () => {
    await adopt('new');
    await adopt('old', OTHER_KEY);
    const old = bucket.objects.get(OTHER_KEY);
    if (old !== undefined) old.lastModified = new Date('2026-10-05');
    bucket.objects.set('backup/readme.txt', { body: Buffer.from('x'), lastModified: new Date(0) });

    const keys: string[] = [];
    for await (const key of store.keysOlderThan(new Date('2026-10-06'))) keys.push(key);

    expect(keys).toEqual([OTHER_KEY]);
  });

  it('is ready while the bucket answers, and not afterwards', async () => {
    await store.check();
    await bucket.close();

    await expect(store.check()).rejects.toThrow();
  });
});
