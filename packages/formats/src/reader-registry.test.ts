import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Timetable } from '@timetable/domain';
import { ZipFile } from 'yazl';
import { memorySource, type ReadResult } from './index.js';
import { edtReader } from './edt/edt.reader.js';
import { ReaderRegistry } from './reader-registry.js';
import type { ReceivedDocument } from './received/opened-file.js';
import type { Certainty, TimetableReader } from './timetable-reader.js';
import { unreadableBy } from './unreadable.js';

const edtExport = readFileSync(join(import.meta.dirname, '../../../test/fixtures/edt/ok/minimal.xml'));

const toyUnreadable = unreadableBy({ toy_without_room: () => 'Il manque une salle au fichier.' });

/**
 * A format as a newcomer adds one: a text, bare or in a zip of any number of texts, whose first line is `TOY` and each other
 * one the name of a room. It stands for `udt` in the settings.
 */
const toyReader: TimetableReader = {
  format: 'udt',
  async recognise({ documents }) {
    const heads = await Promise.all(documents.map((document) => document.head()));
    return heads.some((head) => Buffer.from(head).toString().startsWith('TOY\n')) ? 'certain' : 'none';
  },
  async read({ documents }) {
    const hash = createHash('sha256');
    const names: string[] = [];
    for (const document of documents) {
      const text = await textOf(document);
      hash.update(text);
      names.push(...text.trimEnd().split('\n').slice(1));
    }
    if (names.length === 0) throw toyUnreadable('toy_without_room');
    const entry = { severity: 'warning', isFatal: false, meaning: 'Une salle.', advice: 'Rien.' } as const;
    return {
      kind: 'timetable',
      timetable: timetableWith(names),
      sha256: hash.digest('hex'),
      problems: [{ code: 'toy_room', line: 2, entry }],
    };
  },
};

async function textOf(document: ReceivedDocument): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of document.bytes()) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const timetableWith = (rooms: readonly string[]): Timetable => ({
  format: 'udt',
  version: '1',
  software: undefined,
  uais: [],
  year: { startsOn: '', endsOn: '', firstMonday: '' },
  grid: { placeMinutes: 0, places: [], openDays: [] },
  subjects: [],
  teachers: [],
  classes: [],
  groups: [],
  rooms: rooms.map((name, ident) => ({ ident, line: ident + 2, name })),
  pupils: [],
  courses: [],
});

async function zipOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const readBy = (
  readers: readonly TimetableReader[],
  bytes: Uint8Array,
  maxXmlBytes = 100_000,
): Promise<ReadResult> => new ReaderRegistry(readers).read(memorySource(bytes), { maxXmlBytes });

describe('A format that was added', () => {
  const readers = [edtReader, toyReader];

  it('is recognised by content and read, with problems that only it knows', async () => {
    expect(await readBy(readers, Buffer.from('TOY\nB12\nCDI\n'))).toMatchObject({
      kind: 'timetable',
      timetable: { format: 'udt', rooms: [{ name: 'B12' }, { name: 'CDI' }] },
      problems: [{ code: 'toy_room', entry: { meaning: 'Une salle.' } }],
    });
  });

  it('may spread over several files of an archive', async () => {
    const zip = await zipOf({ 'a.txt': 'TOY\nB12\n', 'b.txt': 'TOY\nCDI\n' });
    expect(await readBy(readers, zip)).toMatchObject({
      timetable: { rooms: [{ name: 'B12' }, { name: 'CDI' }] },
    });
  });

  it('says in its own words why a file of its own cannot be read', async () => {
    expect(await readBy(readers, Buffer.from('TOY\n'))).toEqual({
      kind: 'unreadable',
      code: 'toy_without_room',
      message: 'Il manque une salle au fichier.',
      problems: [],
    });
  });

  it('is held to the limits of every other, without doing anything for it', async () => {
    const bytes = Buffer.from('TOY\nB12\n');
    expect(await readBy(readers, bytes, 5)).toMatchObject({ code: 'too_large', value: '5' });
    const zip = await zipOf({ 'a.txt': 'TOY\nB12\n' });
    expect(await readBy(readers, zip, 5)).toMatchObject({ code: 'too_large', value: '5' });
  });

  it('leaves the others theirs', async () => {
    expect(await readBy(readers, edtExport)).toMatchObject({ timetable: { format: 'edt' } });
    expect(await readBy([toyReader], edtExport)).toMatchObject({
      code: 'wrong_root',
      value: 'ExportEmploiDuTemps',
    });
  });
});

describe('The reader of a file', () => {
  const sure = (name: string, certainty: Certainty): TimetableReader => ({
    format: 'edt',
    recognise: () => Promise.resolve(certainty),
    read: () => Promise.reject(unreadableBy({ [name]: () => name })(name)),
  });
  const codeBy = async (...readers: readonly TimetableReader[]): Promise<string> => {
    const result = await readBy(readers, edtExport);
    return result.kind === 'unreadable' ? result.code : result.kind;
  };

  it('is the surest one, then the one registered first', async () => {
    expect(await codeBy(sure('a', 'none'), sure('b', 'likely'), sure('c', 'certain'))).toBe('c');
    expect(await codeBy(sure('a', 'likely'), sure('b', 'likely'))).toBe('a');
    expect(await codeBy(sure('a', 'certain'), sure('b', 'certain'))).toBe('a');
  });

  it('is another one when a reader meets what cannot be read while it looks', async () => {
    const clumsy: TimetableReader = {
      ...sure('clumsy', 'none'),
      recognise: () => Promise.reject(toyUnreadable('toy_without_room')),
    };
    expect(await codeBy(clumsy, sure('b', 'likely'))).toBe('b');
  });
});
