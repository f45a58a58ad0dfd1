// A directory is read as it comes: what it costs is what it says, not a multiple of what was sent.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startTestApi, type TestApi } from '../../support/api.js';
import { declareSchool } from '../../support/campus.js';
import { countRows } from '../../support/rows.js';

jest.setTimeout(120_000);
const MIB = 1024 * 1024;
const PIECE_BYTES = 64 * 1024;

let api: TestApi;
let collect: () => void;
beforeAll(async () => {
  api = await startTestApi();
  await declareSchool(api, 'DIR');
  setFlagsFromString('--expose-gc');
  collect = () => {
    runInNewContext('gc()');
  };
});
afterAll(() => api.stop());

/** A list of so many bytes, made as it is sent. */
function* listOf(
  member: string,
  item: (index: number) => string,
  bytes: number,
  end: string,
): Generator<Buffer> {
  yield Buffer.from(`{"${member}":[${item(0)}`);
  let index = 1;
  for (let sent = 0; sent < bytes;) {
    let piece = '';
    for (; piece.length < PIECE_BYTES; index += 1) piece += `,${item(index)}`;
    sent += piece.length;
    yield Buffer.from(piece);
  }
  yield Buffer.from(end);
}

/** The answer, and how much more was in use meanwhile, what nobody needs any more aside. */
async function load(
  body: Iterable<Buffer>,
): Promise<{ status: number | undefined; answer: string; bytes: number }> {
  const inUse = () => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = inUse();
  let most = before;
  let watch: NodeJS.Timeout | undefined;
  // A collection takes as long as the process is large: at most a tenth of the time goes into it.
  const look = (): void => {
    const startedAt = performance.now();
    most = Math.max(most, inUse());
    watch = setTimeout(look, Math.max(100, 9 * (performance.now() - startedAt)));
  };
  look();
  try {
    const put = request(`${api.url}/api/v1/campuses/DIR/directory`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${api.operator}` },
    });
    const answered = new Promise<{ status: number | undefined; answer: string }>((resolve, reject) => {
      put.once('error', reject);
      put.once('response', (response) => {
        text(response).then((answer) => {
          resolve({ status: response.statusCode, answer });
        }, reject);
      });
    });
    // Once it has its answer, it sends no more.
    await pipeline(Readable.from(body), put).catch(() => undefined);
    return { ...(await answered), bytes: most - before };
  } finally {
    clearTimeout(watch);
  }
}

const pupil = (index: number): string =>
  JSON.stringify({
    ...{ id: `p${index}`, lastName: `Nom ${index}`, firstName: 'Zoé', birthDate: '2014-05-06' },
    ...{ nationalId: `ine${index}`, sieclId: `s${index}`, classId: '6A' },
  });

describe('the memory that a directory takes while it is read', () => {
  it('is that of its rows, a small multiple of its bytes', async () => {
    const { status, answer, bytes } = await load(listOf('pupils', pupil, 6 * MIB, '}'));
    expect([status, answer]).toEqual([400, expect.stringContaining('illisible')]);
    // 3.2 when measured; text and tree of it at once were 10.
    expect(bytes / (6 * MIB)).toBeLessThan(5);
    expect(await countRows(api.database.sql, 'person')).toBe(0);
  });

  it('is next to nothing for what no row is made of', async () => {
    const { status, bytes } = await load(listOf('other', () => `"${'x'.repeat(1000)}"`, 12 * MIB, ']}'));
    expect(status).toBe(200);
    expect(bytes / (12 * MIB)).toBeLessThan(1.5);
  });

  it('goes no further than where it is refused', async () => {
    const nested = (index: number) => (index === 2000 ? '['.repeat(20) : pupil(index));
    const { status, answer, bytes } = await load(listOf('pupils', nested, 12 * MIB, ']}'));
    expect([status, answer]).toEqual([400, expect.stringContaining('trop imbriqué')]);
    expect(bytes / (12 * MIB)).toBeLessThan(1.5);
  });

  it('is bounded too while it is written', async () => {
    const { status, bytes } = await load(listOf('pupils', pupil, 2 * MIB, ']}'));
    expect(status).toBe(200);
    expect(bytes / (2 * MIB)).toBeLessThan(12);
  });
});
