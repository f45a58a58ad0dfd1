import { createReadStream, createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { archiveStream } from './archive-stream.js';
import { chunked } from './chunked.js';
import { edt2Export } from './edt2-writer.js';
import { edtExport } from './edt-writer.js';
import { encryptedContainer, type ExportLabel, type ExportPartner } from './encrypted-container.js';
import { empSts, stsEmp } from './sts-writer.js';
import { udtExport } from './udt-writer.js';
import type { School } from './school.js';

export const EXPORT_FORMATS = ['edt', 'edt2', 'udt', 'sts'] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportForm {
  /** Program whose export it is; `edt2`: EDT, in a revision after 1.1; `sts`: what any program exchanges with STSWEB. @default 'edt' */
  readonly format?: ExportFormat;
  /**
   * One XML in an archive; a bare XML otherwise. An export of UnDeuxTEMPS is always an archive; one for STSWEB has `sts_emp`
   * beside `emp_sts` in an archive, and is `emp_sts` alone without.
   */
  readonly zip: boolean;
  /** Of EDT only: encrypted for these partners, as programs send it by themselves; in clear otherwise, as people export it. */
  readonly partners?: readonly ExportPartner[];
}

export async function writeExport(school: School, path: string, form: ExportForm): Promise<void> {
  await pipeline(exportStream(school, form), createWriteStream(path));
}

export async function exportBytes(school: School, form: ExportForm): Promise<Buffer> {
  return buffer(exportStream(school, form));
}

function exportStream(school: School, { format, zip, partners }: ExportForm): NodeJS.ReadableStream {
  if (format === 'udt' || (format === 'sts' && zip)) return archiveStream(exportFiles(school, format));
  if (format === 'sts') return Readable.from([latin9(empSts(school))], { objectMode: false });
  const clear = Readable.from(chunked(format === 'edt2' ? edt2Export(school) : edtExport(school)), {
    objectMode: false,
  });
  return edtStream(clear, school.uai, { zip, ...(partners !== undefined && { partners }) });
}

/**
 * An export of EDT that is there already in clear, as it may have been edited by hand: in an archive, encrypted, or both.
 * @throws RangeError, in French, when it names no establishment
 */
export async function packExport(clearFile: string, path: string, form: EdtForm): Promise<void> {
  const uai = /\sUAI="(\w+)"/.exec(await readFile(clearFile, 'utf8'))?.[1];
  if (uai === undefined) throw new RangeError(`${clearFile} n’est pas un export d’EDT en clair.`);
  await pipeline(edtStream(createReadStream(clearFile), uai, form), createWriteStream(path));
}

type EdtForm = Pick<ExportForm, 'zip' | 'partners'>;

function edtStream(clear: Readable, uai: string, { zip, partners }: EdtForm): NodeJS.ReadableStream {
  const xml =
    partners === undefined
      ? clear
      : Readable.from(encryptedContainer(clear, labelOf(uai), partners), { objectMode: false });
  if (!zip) return xml;
  const archive = new yazl.ZipFile();
  archive.addReadStream(xml, `Edt_${partners === undefined ? 'Enclair' : 'To'}_${uai}.xml`);
  archive.end();
  return archive.outputStream;
}

/** ISO-8859-15 has no typographic apostrophe; what else the generator's schools are called, it has where Latin-1 does. */
const latin9 = (text: string): Buffer => Buffer.from(text.replaceAll('’', "'"), 'latin1');

/** The files of an export that is an archive of several, by name. */
export function exportFiles(school: School, format: 'udt' | 'sts'): ReadonlyMap<string, Buffer> {
  if (format === 'udt')
    return new Map([...udtExport(school)].map(([name, text]) => [name, Buffer.from(text)]));
  const of = `${school.uai}_${school.calendar.label.slice(0, 4)}.xml`;
  return new Map([
    [`emp_sts_${of}`, latin9(empSts(school))],
    [`sts_emp_${of}`, latin9(stsEmp(school))],
  ]);
}

const labelOf = (uai: string): ExportLabel => ({
  software: 'EDT Monoposte 2026 - 0.1.2',
  uai,
  establishment: 'ÉTABLISSEMENT DE DÉMONSTRATION',
  town: '99000 FICTIVILLE',
  writtenAt: new Date().toISOString(),
});
