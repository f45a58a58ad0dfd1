import { isUtf8 } from 'node:buffer';
import { parse, CsvError } from 'csv-parse/sync';
import type { ReceivedDocument } from '@timetable/formats/documents';
import { FeedUnreadable, WHICH_FILES } from '../feed-unreadable.js';

/** A table of 200,000 people is smaller; it is held whole. */
const MOST_BYTES = 24 * 1024 * 1024;
const MOST_ROWS = 200_000;

export interface CsvRow {
  /** Line of the file at which the row ends, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The rows of a table, its first included, blank ones left out: commas, semicolons or tabulations, in UTF-8, UTF-16 or what
 * spreadsheets on Windows write.
 * @throws FeedUnreadable, Unreadable, SourceFailure
 */
export async function csvRows(document: Pick<ReceivedDocument, 'bytes'>): Promise<readonly CsvRow[]> {
  const text = decoded(await bytesOf(document));
  const rows = parsed(text);
  if (rows.length > MOST_ROWS) throw new FeedUnreadable('Ce tableau a plus de 200 000 lignes.');
  return rows;
}

async function bytesOf(document: Pick<ReceivedDocument, 'bytes'>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of document.bytes()) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new FeedUnreadable('Ce tableau est trop volumineux : 24 Mio au plus.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decoded(bytes: Buffer): string {
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  // A spreadsheet of another program, a picture: no table has control characters, and no database keeps them.
  if (/[\0-\x08\x0e-\x1f]/.test(text))
    throw new FeedUnreadable(`Ce fichier n’est pas un tableau CSV. ${WHICH_FILES}`);
  const other = encoding === WINDOWS ? OTHER_LETTERS.exec(text) : null;
  if (other === null) return text;
  throw new FeedUnreadable(
    'Les accents de ce tableau sont codés d’une façon inconnue (Macintosh ou MS-DOS) : des noms seraient faussés. Enregistrez-le de nouveau au format « CSV UTF-8 ».',
    text.slice(0, other.index).split(/\r\n?|\n/).length,
  );
}

const WINDOWS = 'windows-1252';

/** Letters of Mac OS or MS-DOS taken for those of Windows: what stands in words is no letter of any name. */
const OTHER_LETTERS = /[\x80-\x9f]|\p{L}[‚ƒ†‡ˆ‰˜™]|[‚ƒ†‡ˆ‰˜]\p{L}|\p{Ll}[ŠŒŽŸ]/u;

function encodingOf(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark === 'fffe') return 'utf-16le';
  if (mark === 'feff') return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : WINDOWS;
}

function parsed(text: string): CsvRow[] {
  const rows: CsvRow[] = [];
  try {
    parse(text, {
      ...{ delimiter: delimiterOf(text), bom: true, trim: true },
      ...{ relax_column_count: true, skip_empty_lines: true },
      on_record: (cells, { lines }) => {
        const isSettings = rows.length === 0 && SEPARATOR.test(cells[0] ?? '');
        if (!isSettings && cells.some((cell) => cell !== '')) rows.push({ line: lines, cells });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line: unknown = Object.entries(error).find(([name]) => name === 'lines')?.[1];
    throw new FeedUnreadable(
      'Ce tableau est mal formé : un guillemet n’est pas à sa place. Enregistrez-le de nouveau au format CSV.',
      typeof line === 'number' ? line : undefined,
    );
  }
  return rows;
}

/** « sep=; », which programs write for Excel before the headings. */
const SEPARATOR = /^"?sep=/i;

/** The sign that the first row has most of, outside of quotation marks. */
function delimiterOf(text: string): string {
  const [first = ''] = text.replace(/^\ufeff/, '').split(/\r?\n/, 1);
  const bare = first.replaceAll(/"[^"]*"/g, '');
  const count = (sign: string): number => bare.split(sign).length;
  return [';', ',', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
