// The text format of COPY: columns separated by tabs, rows by line feeds, both escaped with backslashes. Sessions are staged
// by series, so that little is left for the binary format to save, and this one can be read in a trace.

/** Chunks of about this many characters: large enough to spare system calls, small enough to keep memory flat. */
const CHUNK_LENGTH = 64 * 1024;

/** Groups lines into chunks as the consumer asks for them: nothing is expanded ahead of what the server takes. */
export function* copyChunks<T>(
  items: Iterable<T>,
  line: (item: T, index: number) => string,
): Generator<string> {
  let chunk = '';
  let index = 0;
  for (const item of items) {
    chunk += line(item, index++);
    if (chunk.length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A text column. */
export function copyText(value: string): string {
  return SPECIAL.test(value) ? value.replaceAll(/[\\\t\n\r]/g, (found) => ESCAPES[found] ?? found) : value;
}

/** A `text[]` column. Elements are always quoted, so that no word means NULL. */
export function copyTextArray(values: readonly string[]): string {
  if (values.length === 0) return '{}';
  return copyText(`{${values.map(quoteElement).join(',')}}`);
}

function quoteElement(value: string): string {
  return `"${/["\\]/.test(value) ? value.replaceAll(/["\\]/g, String.raw`\$&`) : value}"`;
}
