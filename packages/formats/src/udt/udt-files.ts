import { createHash } from 'node:crypto';
import type { XmlNode } from '@timetable/small-xml';
import { parseName } from '../reading/values.js';
import { TextPool } from '../reading/text-pool.js';
import type { ReadLimits } from '../read-result.js';
import type { OpenedFile, ReceivedDocument } from '../received/opened-file.js';
import { isOfOneDocument, Unreadable } from '../unreadable.js';
import { SmallDocuments } from '../xml/small-documents.js';
import { UdtRow } from './udt-row.js';
import { udtUnreadable } from './udt-unreadable.js';

const FILE_NAME = /(?:^|\/)(?:udcal_(\d{2})(?:_(\d{1,2}))?|(semaines))\.xml$/i;

/** Numbers of the files that are read; the others hold wishes, statistics and the like. */
const READ = new Set(['00', '03', '04', '05', '07', '08', '10', '11', '12', '13', '19', '21', '23', '24']);
const OF_WEEKS = new Set(['12', '23']);
/** `semaines.xml`: the weeks that begin a period of publication. */
export const PUBLICATION = 'semaines';

/** A file of the export that is read: `12`, `12_38` or `semaines`. */
type UdtFileKey = string;

export const isUdtFile = ({ name }: Pick<ReceivedDocument, 'name'>): boolean =>
  FILE_NAME.test(name) && !/(?:^|\/)semaines\.xml$/i.test(name);

/** What the files of an export hold, in the order of each file. */
export class UdtFiles {
  constructor(
    private readonly rows: ReadonlyMap<UdtFileKey, readonly UdtRow[]>,
    /** SHA-256 of what was read, in hexadecimal: the same for the same timetable, however packed. */
    readonly sha256: string,
    /** Names of the files that declare another encoding than theirs. */
    readonly misdeclared: readonly string[],
  ) {}

  has(key: UdtFileKey): boolean {
    return this.rows.has(key);
  }

  /** The rows of this element; none when the file is not there. @param week ISO number, of a file of one week */
  of(number: string, element: string, week?: number): readonly UdtRow[] {
    return this.rows.get(keyOf(number, week))?.filter((row) => row.element === element) ?? [];
  }

  /** ISO weeks that have a file of their own under this number, in ascending order. */
  weeksOf(number: string): readonly number[] {
    return [...this.rows.keys()]
      .filter((key) => key.startsWith(`${number}_`))
      .map((key) => Number(key.slice(number.length + 1)))
      .sort((a, b) => a - b);
  }
}

/** @throws Unreadable, SourceFailure */
export async function readUdtFiles({ documents }: OpenedFile, limits: ReadLimits): Promise<UdtFiles> {
  const small = new SmallDocuments(limits);
  const hash = createHash('sha256');
  const [texts, names] = [new TextPool(), new NamesPool()];
  const rows = new Map<UdtFileKey, readonly UdtRow[]>();
  const misdeclared: string[] = [];
  for (const [key, document] of [...filesByKey(documents)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const file = baseName(document);
    hash.update(`${key}\n`);
    const read = await small.read(document, (bytes) => hash.update(bytes)).catch(namedBy(file));
    rows.set(key, rowsOf(read.root, { file, lineAt: read.lineAt, texts, names }));
    if (read.misdeclared !== undefined) misdeclared.push(`${file} : ${read.misdeclared}`);
  }
  return new UdtFiles(rows, hash.digest('hex'), misdeclared);
}

/** @throws Unreadable `udt_several_exports` */
function filesByKey(documents: readonly ReceivedDocument[]): ReadonlyMap<UdtFileKey, ReceivedDocument> {
  const files = new Map<UdtFileKey, ReceivedDocument>();
  for (const document of documents) {
    const [, number, week, publication] = FILE_NAME.exec(document.name) ?? [];
    const isRead =
      publication !== undefined ||
      (number !== undefined && READ.has(number) && (week === undefined || OF_WEEKS.has(number)));
    if (!isRead) continue;
    const key = number === undefined ? PUBLICATION : keyOf(number, week);
    if (files.has(key)) throw udtUnreadable('udt_several_exports', { value: baseName(document) });
    files.set(key, document);
  }
  return files;
}

const keyOf = (number: string, week: number | string | undefined): UdtFileKey =>
  week === undefined ? number : `${number}_${Number(week)}`;

const baseName = ({ name }: ReceivedDocument): string => name.slice(name.lastIndexOf('/') + 1);

/** What is wrong with the archive is said as ever; what is wrong with a file, by its name. */
const namedBy = (file: string) => (error: unknown) => {
  const isOfFile = error instanceof Unreadable && isOfOneDocument(error);
  throw isOfFile ? udtUnreadable('udt_file_unreadable', { value: file }) : error;
};

interface RowsOptions {
  readonly file: string;
  readonly lineAt: (position: number) => number;
  readonly texts: TextPool;
  readonly names: NamesPool;
}

/** Lists of attributes, each held once. */
class NamesPool {
  readonly #lists = new Map<string, readonly string[]>();

  shared(names: Iterable<string>): readonly string[] {
    const list = [...names];
    const key = list.join(' ');
    const known = this.#lists.get(key) ?? list;
    this.#lists.set(key, known);
    return known;
  }
}

/** Every element, the outer before the inner. */
function rowsOf(node: XmlNode, options: RowsOptions): UdtRow[] {
  const { file, lineAt, texts, names } = options;
  const values = [...node.attributes.values()].map((value) => texts.shared(parseName(value)));
  const text = node.children.filter((child) => typeof child === 'string').join('');
  const place = { element: texts.shared(node.name), file, line: lineAt(node.position) };
  const row = new UdtRow(place, texts.shared(parseName(text)), [
    names.shared(node.attributes.keys()),
    values,
  ]);
  const inner = node.children.flatMap((child) => (typeof child === 'string' ? [] : rowsOf(child, options)));
  return [row, ...inner];
}
