import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../http/refusal.js';
import { SpoolWriter } from './spool-writer.js';
import { Spool, type SpoolFile } from './spool.js';

/** Takes at most a few bytes at once, as a volume that is nearly full does. */
class ShortSpool extends Spool {
  override async create(): Promise<SpoolFile> {
    const file = await super.create();
    const { handle } = file;
    handle.writev = async (buffers) => {
      const [first = new Uint8Array()] = buffers;
      const { bytesWritten } = await handle.write(first, 0, Math.min(3, first.byteLength));
      return { bytesWritten, buffers };
    };
    return file;
  }
}

const pieceBytes = (): number => 1024 * 1024;

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'spool-writer-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

/** Memory of its own, as the chunks of a request have. */
const chunk = (text: string): Buffer => Buffer.from(new TextEncoder().encode(text).buffer);

async function writtenBy(writer: SpoolWriter): Promise<string | undefined> {
  const place = await writer.end(true);
  if (place.kind !== 'spooled') return undefined;
  await place.synced;
  return readFile(place.path, 'utf8');
}

describe('SpoolWriter', () => {
  it('makes no file for nothing', async () => {
    expect(await new SpoolWriter(new Spool(directory), pieceBytes).end(true)).toEqual({ kind: 'nowhere' });
    expect(await readdir(directory)).toEqual([]);
  });

  it('writes what it is given, in order, whatever the system takes at once', async () => {
    for (const spool of [new Spool(directory), new ShortSpool(directory)]) {
      const writer = new SpoolWriter(spool, pieceBytes);
      for (const text of ['first ', 'second ', 'third']) await writer.write(chunk(text));

      expect(await writtenBy(writer)).toBe('first second third');
    }
  });

  it('keeps the client waiting after a megabyte, and after a thousand chunks of one byte', async () => {
    const large = new SpoolWriter(new Spool(directory), pieceBytes);
    expect(large.write(chunk('x'.repeat(1024 * 1024 - 1)))).toBeUndefined();
    await expect(large.write(chunk('x'))).resolves.toBeUndefined();

    const tiny = new SpoolWriter(new Spool(directory), pieceBytes);
    let waits = 0;
    for (let i = 0; i < 3000; i += 1) {
      const busy = tiny.write(chunk(String(i % 10)));
      if (busy === undefined) continue;
      waits += 1;
      await busy;
    }
    expect(waits).toBe(2);
    expect(await writtenBy(tiny)).toBe('0123456789'.repeat(300));
  });

  it('refuses when the volume takes nothing, and leaves nothing', async () => {
    const nowhere = new SpoolWriter(new Spool(join(directory, 'absent')), pieceBytes);
    await nowhere.write(chunk('x'));

    await expect(nowhere.end(true)).rejects.toThrow(Refusal);
    await nowhere.abandon();
    expect(await readdir(directory)).toEqual([]);
  });

  it('leaves nothing of what is abandoned, even before its file is open', async () => {
    const writer = new SpoolWriter(new Spool(directory), pieceBytes);
    const write = writer.write(chunk('x'));

    await Promise.all([write, writer.abandon()]);

    for (let tries = 0; tries < 100 && (await readdir(directory)).length > 0; tries += 1) await sleep(10);
    expect(await readdir(directory)).toEqual([]);
  });
});
