import { describe, expect, it } from '@jest/globals';
import { memorySource, readTimetable } from './index.js';

const xml = (encoding: string, label: string): string =>
  `<?xml version="1.0" encoding="${encoding}"?>
<ExportEmploiDuTemps xmlns="http://www.index-education.com/exportemploidutemps" Version="1.1" UAI="9990001X">
<Matieres><Matiere Ident="1" Code="C" Libelle="${label}"/></Matieres></ExportEmploiDuTemps>`;

async function labelOf(bytes: Uint8Array, pieceBytes = Infinity): Promise<string | undefined> {
  const source = {
    ...memorySource(bytes),
    read: (position: number, length: number) =>
      Promise.resolve(bytes.subarray(position, position + Math.min(length, pieceBytes))),
  };
  const result = await readTimetable(source, { maxXmlBytes: 100_000 });
  return result.kind === 'timetable' ? result.timetable.subjects[0]?.label : result.code;
}

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
