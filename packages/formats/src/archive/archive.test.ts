import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { memorySource, readTimetable, type ReadResult } from '../index.js';

const timetable = readFileSync(join(import.meta.dirname, '../../../../test/fixtures/edt/ok/minimal.xml'));

async function zipOf(files: Record<string, Uint8Array>, compress = true): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files))
    zip.addBuffer(Buffer.from(content), name, { compress });
  return bytesOf(zip);
}

async function bytesOf(zip: ZipFile): Promise<Buffer> {
  zip.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const read = (bytes: Uint8Array, maxXmlBytes = 10_000_000): Promise<ReadResult> =>
  readTimetable(memorySource(bytes), { maxXmlBytes });

const refusalOf = async (bytes: Uint8Array): Promise<string> => {
  const result = await read(bytes);
  return result.kind === 'unreadable' ? `${result.code} ${result.value ?? ''}`.trim() : result.kind;
};

/** Where the only entry stands in the archive's directory: what no archiver writes is patched there. */
const directoryAt = (zip: Buffer): number => zip.indexOf('PK\x01\x02', 0, 'latin1');

function renamed(zip: Buffer, from: string, to: string): Buffer {
  const text = zip.toString('latin1').replaceAll(from, to);
  return Buffer.from(text, 'latin1');
}

describe('A timetable in an archive', () => {
  it.each([
    ['compressed', true],
    ['stored', false],
  ])('is read and hashed like the bare file when %s', async (_how, compress) => {
    const [packed, bare] = [
      await read(await zipOf({ 'export.xml': timetable }, compress)),
      await read(timetable),
    ];
    expect(packed).toEqual(bare);
    expect(packed.kind).toBe('timetable');
  });

  it('is found in folders, among what file managers leave, whatever the case of its name', async () => {
    const zip = await zipOf({
      'Exports/2025/EDT 6ème.XML': timetable,
      '__MACOSX/Exports/2025/._EDT.xml': Buffer.from('x'),
      'Exports/.DS_Store': Buffer.from('x'),
      'Exports/Thumbs.db': Buffer.from('x'),
      'Exports/lisezmoi.txt': Buffer.from('Bonjour'),
    });
    expect((await read(zip)).kind).toBe('timetable');
  });

  it('is read when its sizes stand after the content, as archivers that stream write it', async () => {
    const zip = new ZipFile();
    zip.addReadStream(Readable.from([timetable]), 'export.xml');
    expect((await read(await bytesOf(zip))).kind).toBe('timetable');
  });

  it('is read when a Windows archiver wrote backslashes', async () => {
    expect((await read(renamed(await zipOf({ 'a/b.xml': timetable }), 'a/b.xml', 'a\\b.xml'))).kind).toBe(
      'timetable',
    );
  });
});

describe('A timetable in an odd archive', () => {
  it('is recognised by what it is, whatever its name and that of the others', async () => {
    const notes = Buffer.from('<notes/>');
    for (const name of ['EDT', 'EDT_2026.1406127300106', 'export.bak', 'photo.jpg']) {
      const zip = await zipOf({ [name]: timetable, 'notes.xml': notes, 'vide.xml': Buffer.from('') });
      expect((await read(zip)).kind).toBe('timetable');
    }
  });

  it('is read beside the lock file of an office program', async () => {
    const zip = await zipOf({
      'Exports/~$EDT.xml': timetable,
      'Exports/EDT.xml': timetable,
      'Exports/.~lock.EDT.xml#': timetable,
      'Exports/__MACOSX/._EDT.xml': timetable,
    });
    expect((await read(zip)).kind).toBe('timetable');
  });

  it('is read though the archive has bytes after its end, or before its beginning', async () => {
    const zip = await zipOf({ 'EDT.xml': timetable });
    const others = [Buffer.from('\r\n'), Buffer.alloc(4096), Buffer.from('-- envoyé depuis mon mobile')];
    for (const other of others) {
      const expected = await read(timetable);
      expect(await read(Buffer.concat([zip, other]))).toEqual(expected);
      expect(await read(Buffer.concat([Buffer.from('MZ'), other, zip]))).toEqual(expected);
      expect(await read(Buffer.concat([other, zip, other]))).toEqual(expected);
    }
  });

  it('is read though the archive ends in a comment', async () => {
    const zip = new ZipFile();
    zip.addBuffer(timetable, 'EDT.xml');
    zip.end({ comment: 'Export du 26 novembre', forceZip64Format: false });
    const chunks: Uint8Array[] = [];
    for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
    expect((await read(Buffer.concat(chunks))).kind).toBe('timetable');
  });
});

describe('An archive without a single timetable', () => {
  it('is told for what it holds: another archive, or XML that is something else', async () => {
    const inner = await zipOf({ 'EDT.xml': timetable });
    expect(await refusalOf(await zipOf({ 'EDT.zip': inner }))).toBe('not_a_timetable nested_zip');
    expect(await refusalOf(await zipOf({ 'EDT.xml': inner }))).toBe('not_a_timetable nested_zip');
    const others = { 'a.xml': Buffer.from('<a/>'), 'b.xml': Buffer.from('<b/>') };
    expect(await refusalOf(await zipOf(others))).toBe('not_a_timetable other_xml');
    expect(await refusalOf(await zipOf({ partner: Buffer.from('<PARTENAIRE_INDEX/>') }))).toBe(
      'wrong_root PARTENAIRE_INDEX',
    );
  });

  it('is refused when it holds no XML', async () => {
    expect(await refusalOf(await zipOf({ 'photo.jpg': Buffer.from('x') }))).toBe('not_a_timetable zip');
    expect(await refusalOf(await zipOf({}))).toBe('not_a_timetable zip');
  });

  it('is refused when it is in fact an office document', async () => {
    const zip = await zipOf({
      '[Content_Types].xml': Buffer.from('<a/>'),
      'xl/workbook.xml': Buffer.from('<a/>'),
    });
    expect(await refusalOf(zip)).toBe('not_a_timetable office');
  });

  it('is refused when nothing tells which XML is the timetable', async () => {
    const zip = await zipOf({ 'a.xml': timetable, 'b.xml': timetable });
    expect(await refusalOf(zip)).toBe('archive_several_timetables 2');
  });

  it('is recognised as an UnDeuxTEMPS export, in any case', async () => {
    const zip = await zipOf({
      'udcal_00.xml': timetable,
      'udcal_24.xml': timetable,
      'semaines.xml': timetable,
    });
    expect(await read(zip)).toMatchObject({ timetable: { format: 'udt' } });
    expect(await read(await zipOf({ 'UDCal_12_38.xml': timetable }))).toMatchObject({
      timetable: { format: 'udt' },
    });
  });

  it('is refused for what its XML is', async () => {
    expect(await refusalOf(await zipOf({ 'edt.xml': Buffer.from('<PARTENAIRE_INDEX/>') }))).toBe(
      'wrong_root PARTENAIRE_INDEX',
    );
  });
});

describe('A hostile archive', () => {
  it('is refused when a path leads out of it', async () => {
    const zip = await zipOf({ 'folder/x.xml': timetable });
    for (const path of ['../../xx.xml', '/etc/xxx.xml', 'C:/xxxxx.xml', 'aa\\..\\xx.xml']) {
      expect(await refusalOf(renamed(zip, 'folder/x.xml', path))).toBe('archive_unsafe');
    }
  });

  it('is refused when it holds too many files', async () => {
    const files = Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`${i}.txt`, Buffer.from('x')]));
    expect(await refusalOf(await zipOf(files))).toBe('archive_too_many_files 501');
  });

  it('is refused when its content is out of proportion, before inflating it', async () => {
    expect(await refusalOf(await zipOf({ 'a.xml': Buffer.alloc(8_000_000, ' ') }))).toMatch(
      /^archive_bomb \d+$/,
    );
  });

  it('is refused when its content exceeds the limit', async () => {
    const result = await read(await zipOf({ 'a.xml': timetable }), 1000);
    expect(result).toMatchObject({ code: 'too_large', value: '1000' });
  });

  it('is held to the size it declares, which a bomb would understate', async () => {
    const zip = await zipOf({ 'a.xml': Buffer.alloc(4_000_000, ' ') });
    zip.writeUInt32LE(1000, directoryAt(zip) + 24);
    expect(await refusalOf(zip)).toBe('archive_damaged');
  });

  it('is refused when it asks for a password', async () => {
    const zip = await zipOf({ 'a.xml': timetable });
    zip.writeUInt16LE(zip.readUInt16LE(directoryAt(zip) + 8) | 0x01, directoryAt(zip) + 8);
    expect(await refusalOf(zip)).toBe('archive_encrypted');
    zip.writeUInt16LE(0x41, directoryAt(zip) + 8);
    expect(await refusalOf(zip)).toBe('archive_encrypted');
  });

  it('is refused when its compression is not the usual one', async () => {
    const zip = await zipOf({ 'a.xml': timetable });
    zip.writeUInt16LE(93, directoryAt(zip) + 10);
    expect(await refusalOf(zip)).toBe('archive_unsupported 93');
  });
});

describe('A damaged archive', () => {
  it('is refused when its content is not what the checksum says, though still XML', async () => {
    const zip = await zipOf({ 'a.xml': timetable }, false);
    const altered = renamed(zip, 'Nom="DURAND"', 'Nom="DUPOND"');
    expect(await refusalOf(altered)).toBe('archive_damaged');
  });

  it('is said damaged rather than its debris malformed', async () => {
    const zip = await zipOf({ 'a.xml': timetable }, false);
    expect(await refusalOf(renamed(zip, '<Salles>', '<<<<<<<<'))).toBe('archive_damaged');
  });

  it('is refused when the compressed bytes make no sense', async () => {
    const zip = await zipOf({ 'a.xml': timetable });
    zip.fill(0xff, 60, 200);
    expect(await refusalOf(zip)).toBe('archive_damaged');
  });

  it('is refused wherever it was cut', async () => {
    const zip = await zipOf({ 'a.xml': timetable });
    for (let length = 4; length < zip.length; length += 37) {
      expect(await refusalOf(zip.subarray(0, length))).toBe('archive_damaged');
    }
  });

  it('never makes the reader fail, whatever byte is altered', async () => {
    const zip = await zipOf({ 'a.xml': timetable });
    for (let position = 0; position < zip.length; position += 1) {
      const altered = Buffer.from(zip);
      altered.writeUInt8(altered.readUInt8(position) ^ 0xff, position);
      const result = await read(altered);
      expect(['timetable', 'unreadable']).toContain(result.kind);
    }
  });
});
