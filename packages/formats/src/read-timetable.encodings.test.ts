import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { memorySource, readTimetable } from './index.js';

const xml = (encoding: string, label: string): string =>
  `<?xml version="1.0" encoding="${encoding}"?>
<ExportEmploiDuTemps xmlns="http://www.index-education.com/exportemploidutemps" Version="1.1" UAI="9990001X">
<Matieres><Matiere Ident="1" Code="C" Libelle="${label}"/></Matieres></ExportEmploiDuTemps>`;

async function read(bytes: Uint8Array, pieceBytes = Infinity): ReturnType<typeof readTimetable> {
  const source = {
    ...memorySource(bytes),
    read: (position: number, length: number) =>
      Promise.resolve(bytes.subarray(position, position + Math.min(length, pieceBytes))),
  };
  return readTimetable(source, { maxXmlBytes: 10_000_000 });
}

async function labelOf(bytes: Uint8Array, pieceBytes?: number): Promise<string | undefined> {
  const result = await read(bytes, pieceBytes);
  return result.kind === 'timetable' ? result.timetable.subjects[0]?.label : result.code;
}

async function warningsOf(bytes: Uint8Array): Promise<string[]> {
  const { problems } = await read(bytes);
  return problems
    .filter(({ code }) => code === 'encoding_misdeclared' || code === 'text_garbled')
    .map(({ code, value = '' }) => `${code} ${value}`.trim());
}

/** A document in UTF-8 of several chunks, whose only accent comes near its end. */
const long = (encoding: string): Buffer =>
  Buffer.from(
    xml(encoding, 'MATHS').replace(
      '</Matieres>',
      `<!--${'A'.repeat(300_000)}--><Matiere Ident="2" Code="D" Libelle="é"/></Matieres>`,
    ),
  );

describe('Accents of a timetable', () => {
  it('are right in UTF-8, with or without a byte order mark', async () => {
    const bytes = Buffer.from(xml('UTF-8', 'Œuvre, élève à Noël'));
    expect(await labelOf(bytes)).toBe('Œuvre, élève à Noël');
    expect(await labelOf(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]))).toBe(
      'Œuvre, élève à Noël',
    );
  });

  it('are right when a character is cut between two reads', async () => {
    expect(await labelOf(Buffer.from(xml('UTF-8', 'é'.repeat(500))), 7)).toBe('é'.repeat(500));
  });

  it.each(['ISO-8859-1', 'iso-8859-15', 'Windows-1252'])(
    'are right in %s when declared',
    async (encoding) => {
      expect(await labelOf(Buffer.from(xml(encoding, 'élève'), 'latin1'))).toBe('élève');
    },
  );

  it('follow the declared table: the euro of ISO-8859-15 is not that of Windows-1252', async () => {
    expect(await labelOf(Buffer.from(xml('ISO-8859-15', '\xa4'), 'latin1'))).toBe('€');
    expect(await labelOf(Buffer.from(xml('windows-1252', '\x80'), 'latin1'))).toBe('€');
  });

  it('are right in UTF-16, with or without a byte order mark', async () => {
    const bytes = Buffer.from(xml('UTF-16', 'élève'), 'utf16le');
    expect(await labelOf(bytes)).toBe('élève');
    expect(await labelOf(Buffer.concat([Buffer.from([0xff, 0xfe]), bytes]))).toBe('élève');
    expect(await labelOf(Buffer.from(bytes).swap16())).toBe('élève');
  });

  it('are right when a program converted the file to UTF-8 and left « UTF-16 » in its declaration', async () => {
    expect(await labelOf(Buffer.from(xml('utf-16', 'élève')))).toBe('élève');
  });

  it('are composed, as keyboards write them, whatever the program that wrote the file does', async () => {
    expect(await labelOf(Buffer.from(xml('UTF-8', 'e\u0301le\u0300ve')))).toBe('élève');
  });

  it('are never guessed: bytes of another encoding than the declared one are refused', async () => {
    expect(await labelOf(Buffer.from(xml('UTF-8', 'élève'), 'latin1'))).toBe('encoding_invalid');
  });
});

describe('A declared encoding that the bytes contradict', () => {
  it.each(['ISO-8859-1', 'iso-8859-15', 'Windows-1252', 'latin1'])(
    'is not believed: UTF-8 declared as %s is read as UTF-8, with a warning',
    async (encoding) => {
      const bytes = Buffer.from(xml(encoding, 'MATHÉMATIQUES à Noël'));
      expect(await labelOf(bytes)).toBe('MATHÉMATIQUES à Noël');
      expect(await warningsOf(bytes)).toEqual([`encoding_misdeclared ${encoding} → UTF-8`]);
    },
  );

  it('is told apart wherever the first accent stands, between two reads too', async () => {
    const bytes = long('ISO-8859-1');
    const accentAt = bytes.indexOf('é');
    for (const pieceBytes of [Infinity, accentAt + 1, 1000]) {
      const result = await read(bytes, pieceBytes);
      expect(result).toMatchObject({ kind: 'timetable' });
      expect(result.kind === 'timetable' && result.timetable.subjects[1]?.label).toBe('é');
    }
  });

  it('is believed when the bytes are not UTF-8, be it by their last accent', async () => {
    const label = 'Ã©'.repeat(3);
    const bytes = Buffer.from(
      xml('ISO-8859-1', label).replace('</Matieres>', '<Matiere Ident="2" Code="D" Libelle="é"/></Matieres>'),
      'latin1',
    );
    expect(await labelOf(bytes)).toBe(label);
    expect(await warningsOf(bytes)).toEqual(['text_garbled']);
  });

  it('says nothing when a document has no accent at all', async () => {
    expect(await warningsOf(Buffer.from(xml('ISO-8859-1', 'MATHS')))).toEqual([]);
  });

  it('is ISO-8859-15 where only Windows-1252 has letters: the apostrophe and the œ of a word processor', async () => {
    const bytes = Buffer.from(xml('ISO-8859-15', 'l\x92\x9cuvre d\xe9j\xe0'), 'latin1');
    expect(await labelOf(bytes)).toBe('l’œuvre déjà');
    expect(await warningsOf(bytes)).toEqual(['encoding_misdeclared ISO-8859-15 → WINDOWS-1252']);
    expect(await labelOf(Buffer.from(xml('ISO-8859-1', 'l\x92\x9cuvre'), 'latin1'))).toBe('l’œuvre');
  });

  it('gives way to a byte order mark, and to the zeros of UTF-16', async () => {
    const mark = Buffer.from([0xef, 0xbb, 0xbf]);
    const marked = Buffer.concat([mark, Buffer.from(xml('ISO-8859-1', 'élève'))]);
    expect(await labelOf(marked)).toBe('élève');
    expect(await warningsOf(marked)).toEqual(['encoding_misdeclared ISO-8859-1 → UTF-8']);
    const wide = Buffer.from(xml('UTF-8', 'élève'), 'utf16le');
    expect(await labelOf(wide)).toBe('élève');
    expect(await warningsOf(wide)).toEqual(['encoding_misdeclared UTF-8 → UTF-16LE']);
    expect(await warningsOf(Buffer.from(xml('UTF-16', 'élève'), 'utf16le'))).toEqual([]);
  });

  it('cannot be guessed where it is unknown', async () => {
    expect(await labelOf(Buffer.from(xml('EBCDIC-CP-FR', 'MATHS')))).toBe('encoding_unsupported');
    const letters = Buffer.from(xml('UTF-32', 'x'), 'latin1');
    const utf32 = Buffer.concat([...letters].map((letter) => Buffer.from([letter, 0, 0, 0])));
    expect(await labelOf(utf32)).toBe('encoding_unsupported');
  });
});

describe('Text that was garbled before', () => {
  it('is shown as it is, with a warning', async () => {
    const bytes = Buffer.from(xml('UTF-8', 'MATHÃ‰MATIQUES'));
    expect(await labelOf(bytes)).toBe('MATHÃ‰MATIQUES');
    expect(await warningsOf(bytes)).toEqual(['text_garbled']);
  });

  it('is not seen in any French word', async () => {
    const words = 'Âge, Âme, CHÂTEAU, São, ÂÃ, « À » : Ça, Œuvre, naïveté';
    expect(await warningsOf(Buffer.from(xml('UTF-8', words)))).toEqual([]);
  });
});

describe('Whatever the size of the reads', () => {
  const accents = fc.string({ unit: fc.constantFrom('a', 'é', 'À', 'ç', '°', '»', 'ï'), maxLength: 40 });
  const writers: Readonly<Record<string, (text: string) => Buffer>> = {
    'UTF-8': (text) => Buffer.from(text),
    'ISO-8859-1': (text) => Buffer.from(text, 'latin1'),
    'ISO-8859-15': (text) => Buffer.from(text, 'latin1'),
    'windows-1252': (text) => Buffer.from(text, 'latin1'),
    'UTF-16': (text) => Buffer.from(text, 'utf16le'),
  };

  it.each(Object.entries(writers))('a text in %s is the same', async (encoding, write) => {
    await fc.assert(
      fc.asyncProperty(accents, fc.integer({ min: 1, max: 700 }), async (text, pieceBytes) => {
        // An accent before an ordinary letter is no UTF-8 in a one-byte encoding, whatever stands around it.
        const label = `x${text}éa`;
        expect(await labelOf(write(xml(encoding, label)), pieceBytes)).toBe(label);
      }),
      { numRuns: 60 },
    );
  });

  it('UTF-8 under another name is the same', async () => {
    await fc.assert(
      fc.asyncProperty(accents, fc.integer({ min: 1, max: 700 }), async (text, pieceBytes) => {
        const label = `x${text}é`;
        expect(await labelOf(Buffer.from(xml('ISO-8859-1', label)), pieceBytes)).toBe(label);
      }),
      { numRuns: 60 },
    );
  });
});
