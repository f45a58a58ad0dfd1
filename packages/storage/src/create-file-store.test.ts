import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createFileStore } from './create-file-store.js';
import { InvalidStorageUrl } from './errors.js';

const KEYS = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };

describe('createFileStore', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'create-file-store-'));
  });

  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  it('makes the directory of a file: URL, with or without slashes', async () => {
    const plain = join(directory, 'été 1');
    const asUrl = join(directory, 'été 2');

    await createFileStore(`file:${plain}`).check();
    await createFileStore(pathToFileURL(asUrl).href).check();

    expect((await stat(plain)).isDirectory()).toBe(true);
    expect((await stat(asUrl)).isDirectory()).toBe(true);
  });

  it('opens a bucket without contacting it', () => {
    const store = createFileStore('s3://files?endpoint=http://127.0.0.1:9&region=eu-west-3', KEYS);

    expect(store.spoolDirectory).not.toBe('');
  });

  it.each([
    ['ftp://host/files', {}],
    ['file:', {}],
    ['s3://', {}],
    ['s3://files?endpoint=minio:9000', KEYS],
    ['s3://id:secret@files', {}],
    ['s3://files', { AWS_ACCESS_KEY_ID: 'id' }],
  ])('refuses %s', (url, aws) => {
    expect(() => createFileStore(url, aws)).toThrow(InvalidStorageUrl);
  });

  it('says which folder cannot be made, and which setting names it', () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    expect(() => createFileStore(`file:${file}`)).toThrow(/ par STORAGE_URL\.$/);
  });

  it('never repeats a secret in its refusal', () => {
    expect(() => createFileStore('s3://id:s3cr3t@files')).toThrow(/^(?!.*s3cr3t)/);
  });
});
