import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { edtExport } from './edt-writer.js';
import { encryptedContainer, type ExportLabel, type ExportPartner } from './encrypted-container.js';
import { udtExport } from './udt-writer.js';
import type { School } from './school.js';

/** Large enough that a file of 100 MB is not written one line at a time. */
const CHUNK_CHARACTERS = 64 * 1024;

export const EXPORT_FORMATS = ['edt', 'udt'] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportForm {
  /** Program whose export it is. One of UnDeuxTEMPS is always an archive, never encrypted. @default 'edt' */
  readonly format?: ExportFormat;
  /** One XML in an archive; a bare XML otherwise. */
  readonly zip: boolean;
  /** Encrypted for these partners, as programs send it by themselves; in clear otherwise, as people export it. */
  readonly partners?: readonly ExportPartner[];
}

export async function writeExport(school: School, path: string, form: ExportForm): Promise<void> {
  await pipeline(exportStream(school, form), createWriteStream(path));
}

export async function exportBytes(school: School, form: ExportForm): Promise<Buffer> {
  return buffer(exportStream(school, form));
}

function exportStream(school: School, { format, zip, partners }: ExportForm): NodeJS.ReadableStream {
  if (format === 'udt') return archiveOf(udtExport(school));
  const clear = Readable.from(chunks(edtExport(school)), { objectMode: false });
  const xml =
    partners === undefined
      ? clear
      : Readable.from(encryptedContainer(clear, labelOf(school), partners), { objectMode: false });
  if (!zip) return xml;
  const archive = new yazl.ZipFile();
  const kind = partners === undefined ? 'Enclair' : 'To';
  archive.addReadStream(xml, `Edt_${kind}_${school.calendar.label}_${school.uai}.xml`);
  archive.end();
  return archive.outputStream;
}

function archiveOf(files: ReadonlyMap<string, string>): NodeJS.ReadableStream {
  const archive = new yazl.ZipFile();
  for (const [name, text] of files) archive.addBuffer(Buffer.from(text), name);
  archive.end();
  return archive.outputStream;
}

const labelOf = ({ uai }: School): ExportLabel => ({
  software: 'EDT Monoposte 2026 - 0.1.2',
  uai,
  establishment: 'ÉTABLISSEMENT DE DÉMONSTRATION',
  town: '99000 FICTIVILLE',
  writtenAt: new Date().toISOString(),
});

function* chunks(pieces: Iterable<string>): Generator<Buffer> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}
