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
async function read(text: string, pieceBytes = 1 << 20): Promise<readonly AafRequest[] | string> {
  const whole = Buffer.from(text);
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
    if (error instanceof Unreadable) return error.code;
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
