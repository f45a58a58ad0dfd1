import { describe, expect, it } from '@jest/globals';
import { Random } from '@timetable/generator';
import { textPieces } from '../xml-feed.js';
import { rawText } from './raw-text.js';

const SAID = 'NOËL d’Été 🎒 Œuvré\u00a0\u0085 ﾟ\ufeff';
const declared = (encoding: string): string => `<?xml version="1.0" encoding="${encoding}"?><a>${SAID}</a>`;
const latin = (encoding: string): Buffer =>
  Buffer.concat([
    Buffer.from(`<?xml version="1.0" encoding="${encoding}"?><a>`),
    Buffer.from(Array.from({ length: 224 }, (_, index) => index + 32)),
  ]);

const DOCUMENTS: Readonly<Record<string, Buffer>> = {
  'UTF-8': Buffer.from(declared('UTF-8')),
  'UTF-8 with its mark': Buffer.from(`\ufeff${declared('UTF-8')}`),
  'UTF-8 that says Latin-1': Buffer.from(declared('ISO-8859-1')),
  'UTF-8 cut in a character': Buffer.from(declared('UTF-8')).subarray(0, -6),
  'UTF-8 with the sign of what was unreadable': Buffer.from(`${declared('UTF-8')}\ufffd<b>`),
  'UTF-16': Buffer.from(`\ufeff${declared('UTF-16')}`, 'utf16le'),
  ...Object.fromEntries(
    ['ISO-8859-1', 'ISO-8859-15', 'Windows-1252', 'macintosh'].map((name) => [name, latin(name)]),
  ),
};

/** A byte or three of it are others. */
function altered(seed: number): Buffer {
  const random = new Random(seed, 'bytes');
  const bytes = Buffer.from(declared('UTF-8'));
  for (let left = 1 + random.integer(3); left > 0; left -= 1)
    bytes[60 + random.integer(bytes.length - 60)] = random.integer(256);
  return bytes;
}

const inPieces = (bytes: Buffer, size: number) => ({
  head: () => Promise.resolve(bytes.subarray(0, 4096)),
  bytes: async function* () {
    for (let at = 0; at < bytes.length; at += size)
      yield await Promise.resolve(bytes.subarray(at, at + size));
  },
});

/** What was read before the end, or before what it was refused for. */
async function textOf(pieces: AsyncIterable<string>): Promise<readonly string[]> {
  let text = '';
  try {
    for await (const piece of pieces) text += piece;
  } catch (error) {
    return [text, String(error)];
  }
  return [text];
}

async function expectSame(bytes: Buffer): Promise<void> {
  const expected = await textOf(textPieces(inPieces(bytes, bytes.length), { line: 1 }));
  for (const size of [1, 2, 3, 7, bytes.length]) {
    const raw = await rawText(inPieces(bytes, size));
    const decoded = (async function* () {
      for await (const piece of raw.pieces) yield raw.textOf(piece);
    })();
    expect(await textOf(decoded)).toEqual(expected);
  }
}

describe('a document in characters that are its bytes', () => {
  it.each(Object.entries(DOCUMENTS))('says what its encoding says: %s', (_, bytes) => expectSame(bytes));

  it('is refused for the same bytes, wherever they come', async () => {
    for (let seed = 0; seed < 300; seed += 1) await expectSame(altered(seed));
  });
});
