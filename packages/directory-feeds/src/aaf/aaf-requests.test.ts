import { describe, expect, it } from '@jest/globals';
import { Unreadable } from '@timetable/formats/documents';
import { academyChanges, completeAcademy, Random, type AcademyFile } from '@timetable/generator';
import { mangled } from '../mangled.test-support.js';
import type { AafRequest } from './aaf-request.js';
import { aafRequests } from './aaf-requests.js';

const SIZE = { schools: 2, pupils: 12 };
const textOf = (files: readonly AcademyFile[], category: string): string =>
  files
    .filter(({ name }) => name.includes(`_${category}_`))
    .flatMap(({ pieces }) => [...pieces()])
    .join('');
const PUPILS = textOf(completeAcademy(SIZE, '20260901'), 'Eleve');
const CHANGES = textOf(academyChanges(SIZE, '20260902', 100), 'Eleve');

/** What is read of a document that comes in pieces of that size, or what it is refused for. */
async function read(text: string, pieceBytes?: number): Promise<readonly AafRequest[] | string> {
  const found = await readBytes(Buffer.from(text), pieceBytes);
  return found instanceof Unreadable ? found.code : found;
}

async function readBytes(whole: Buffer, pieceBytes = 1 << 20): Promise<readonly AafRequest[] | Unreadable> {
  const pieces = Array.from({ length: Math.ceil(whole.length / pieceBytes) }, (_, index) =>
    whole.subarray(index * pieceBytes, (index + 1) * pieceBytes),
  );
  const requests: AafRequest[] = [];
  try {
    for await (const some of aafRequests({
      head: () => Promise.resolve(whole.subarray(0, 4096)),
      bytes: async function* () {
        yield* await Promise.resolve(pieces);
      },
    }))
      requests.push(...some);
  } catch (error) {
    if (error instanceof Unreadable) return error;
    throw error;
  }
  return requests;
}

/** The same to XML, and to no expression. */
const spelledOut = (text: string): string => text.replaceAll(/<(attr|modification) name/g, '<$1  name');

describe('requests written as academies write them', () => {
  it.each([
    ['a whole directory', PUPILS, 12],
    ['changes', CHANGES, 12],
  ])('of %s are read as XML reads them, in pieces of any size', async (_, text, count) => {
    const expected = await read(spelledOut(text));
    expect(expected).toHaveLength(count);
    for (const pieceBytes of [7, 100, 1009, 1 << 20]) expect(await read(text, pieceBytes)).toEqual(expected);
  });

  it('are refused, or read, as XML does, whatever is altered in them', async () => {
    const outcomes = new Set<string>();
    for (let seed = 0; seed < 1_500; seed += 1) {
      const text = mangled(seed % 2 === 0 ? PUPILS : CHANGES, new Random(seed, 'mangled'));
      const found = await read(text, 700 + (seed % 50));
      expect({ seed, found }).toEqual({ seed, found: await read(spelledOut(text)) });
      outcomes.add(typeof found === 'string' ? found : 'read');
    }
    expect(outcomes).toEqual(
      new Set([
        'encoding_invalid',
        'encoding_unsupported',
        'not_well_formed',
        'read',
        'truncated',
        'wrong_root',
      ]),
    );
  });
});

describe('the line of what a file is refused for', () => {
  /** Bytes that are looked at together. */
  const CHUNK = 32 * 1024;
  const LONG = textOf(completeAcademy({ schools: 2, pupils: 60 }, '20260901'), 'Eleve');
  const refusal = async (bytes: Buffer, pieceBytes?: number): Promise<unknown> => {
    const found = await readBytes(bytes, pieceBytes);
    return found instanceof Unreadable ? [found.code, found.details.line] : found.length;
  };
  const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length;
  /** One character of it, of one byte, is none. */
  const withBadByte = (text: string, at: number, encoding: 'latin1' | 'utf16le'): Buffer => {
    const bytes = Buffer.from(text, encoding);
    if (encoding === 'latin1') bytes[at] = 0xff;
    else bytes.writeUInt16LE(0xd83d, at * 2);
    return bytes;
  };
  const PLAIN = LONG.replaceAll(/[^\0-\x7f]/g, 'x');

  it.each([-1, 0, 1])(
    'is that of a byte that is no text, %i bytes from where a chunk begins',
    async (off) => {
      expect(PLAIN.length).toBeGreaterThan(3 * CHUNK);
      for (const at of [CHUNK + off, 2 * CHUNK + off, 2 * CHUNK + off + 700]) {
        const bytes = withBadByte(PLAIN, at, 'latin1');
        for (const pieceBytes of [1009, CHUNK, 1 << 20])
          expect([at, await refusal(bytes, pieceBytes)]).toEqual([
            at,
            ['encoding_invalid', lineOf(PLAIN, at)],
          ]);
      }
    },
  );

  it('is so of the first byte of a line and the last of one, however lines end, and in any encoding', async () => {
    const end = PLAIN.indexOf('\n', 2 * CHUNK);
    const returns = PLAIN.replaceAll('\n', '\r\n');
    for (const at of [end - 1, end + 1])
      expect(await refusal(withBadByte(PLAIN, at, 'latin1'))).toEqual([
        'encoding_invalid',
        lineOf(PLAIN, at),
      ]);
    const last = returns.indexOf('\r', 2 * CHUNK) - 1;
    for (const pieceBytes of [1, 1009, 1 << 20])
      expect(await refusal(withBadByte(returns, last, 'latin1'), pieceBytes)).toEqual([
        'encoding_invalid',
        lineOf(returns, last),
      ]);
    const wide = `\ufeff${PLAIN.replace('UTF-8', 'UTF-16')}`;
    expect(await refusal(withBadByte(wide, end, 'utf16le'), 1010)).toEqual([
      'encoding_invalid',
      lineOf(wide, end),
    ]);
  });

  it('is that of a tag that is wrong, and of the end of a file that is cut', async () => {
    const wrong = LONG.replace(/<\/attributes>(?![^]*<\/attributes>)/, '</attribute>');
    const line = lineOf(wrong, wrong.indexOf('</attribute>'));
    const cut = LONG.slice(0, LONG.lastIndexOf('<attr'));
    for (const pieceBytes of [1009, 1 << 20]) {
      expect(await refusal(Buffer.from(wrong), pieceBytes)).toEqual(['not_well_formed', line]);
      expect(await refusal(Buffer.from(cut), pieceBytes)).toEqual(['truncated', lineOf(cut, cut.length)]);
    }
  });
});
