import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { edtExport } from './edt-writer.js';
import type { School } from './school.js';

/** Large enough that a file of 100 MB is not written one line at a time. */
const CHUNK_CHARACTERS = 64 * 1024;

/** @param zip as EDT deposits it: one XML in an archive; a bare XML otherwise */
export async function writeExport(school: School, path: string, { zip }: { zip: boolean }): Promise<void> {
  await pipeline(exportStream(school, { zip }), createWriteStream(path));
}

export async function exportBytes(school: School, { zip }: { zip: boolean }): Promise<Buffer> {
  return buffer(exportStream(school, { zip }));
}

function exportStream(school: School, { zip }: { zip: boolean }): NodeJS.ReadableStream {
  const xml = Readable.from(chunks(edtExport(school)), { objectMode: false });
  if (!zip) return xml;
  const archive = new yazl.ZipFile();
  archive.addReadStream(xml, `Edt_Enclair_${school.calendar.label}_${school.uai}.xml`);
  archive.end();
  return archive.outputStream;
}

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
