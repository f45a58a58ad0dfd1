import {
  nextTurn,
  Unreadable,
  xmlUnreadable,
  XmlWalker,
  type ElementReader,
  type ReceivedDocument,
} from '@timetable/formats/documents';
import { elementText, within } from '../xml-feed.js';
import type { AafRequest } from './aaf-request.js';
import { plainRequest } from './plain-request.js';
import { lineAfter, rawText, type RawText } from './raw-text.js';
import { readAhead } from './read-ahead.js';
import { WANTED_ATTRIBUTES } from './wanted-attributes.js';

export const AAF_ROOT = 'ficAlimMENESR';

const OPERATIONS = { addRequest: 'add', modifyRequest: 'modify', deleteRequest: 'delete' } as const;
const isRequest = (name: string): name is keyof typeof OPERATIONS => Object.hasOwn(OPERATIONS, name);

/** A file of an academy has a hundred elements per pupil. */
const MAX_ELEMENTS = 2_000_000_000;

/**
 * The requests of one file of a feed, as they come.
 * @throws Unreadable, SourceFailure
 */
export async function* aafRequests(
  document: Pick<ReceivedDocument, 'head' | 'bytes'>,
): AsyncGenerator<readonly AafRequest[], void, undefined> {
  const { pieces, textOf } = await rawText(document);
  const reading = new RequestReading(textOf);
  try {
    for await (const piece of readAhead(pieces)) {
      reading.write(piece);
      yield reading.taken();
      await nextTurn();
    }
    reading.end();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { after, linesFurther } = reading.placeOf(error);
    throw error.onLine((await lineAfter(document, after)) + linesFurther);
  }
  yield reading.taken();
}

/** More than this without the end of a request is not waited for. */
const MOST_WAITING_CHARS = 1024 * 1024;
const TAG_END = 'Request>';
/** In UTF-8, the characters among which are the two that no XML has. */
const LAST_OF_UNICODE = '\xef\xbf';
const ENDS = Object.keys(OPERATIONS).map((name) => `</${name}>`);

/** Reads requests that are written as ever by expressions, and whatever else there is by the XML parser. */
class RequestReading {
  #read: AafRequest[] = [];
  #waiting = '';
  /** Characters received. */
  #received = 0;
  /** What the XML parser is given now: after how many characters, and on which line of those it was given. */
  #walked: { readonly after: number; readonly line: number } | undefined;
  readonly #walker = new XmlWalker(
    ({ name, line }) => {
      if (name !== AAF_ROOT) throw xmlUnreadable('wrong_root', { line, value: name });
      return {
        child: (element) => {
          if (!isRequest(element.name)) return undefined;
          const request: AafRequest = {
            ...{ operation: OPERATIONS[element.name], category: '', id: '' },
            attributes: new Map(),
          };
          return { ...requestReader(request), close: () => void this.#read.push(request) };
        },
      };
    },
    { passesDoctype: true, maxElements: MAX_ELEMENTS },
  );

  constructor(private readonly textOf: RawText['textOf']) {}

  /** Where it was met: after so many characters, and so many lines. The XML parser knows nothing of what the expressions read. */
  placeOf({ details }: Unreadable): { readonly after: number; readonly linesFurther: number } {
    if (this.#walked === undefined) return { after: this.#received, linesFurther: 0 };
    const { after, line } = this.#walked;
    return { after, linesFurther: (details.line ?? line) - line };
  }

  /** What has been read since it was last asked for. */
  taken(): readonly AafRequest[] {
    const read = this.#read;
    this.#read = [];
    return read;
  }

  write(piece: string): void {
    const start = this.#received - this.#waiting.length;
    const text = this.#waiting + piece;
    this.#received += piece.length;
    const whole = lengthOfWhole(text);
    const isPlain = !text.includes(LAST_OF_UNICODE);
    let at = 0;
    while (at < whole) {
      const plain = isPlain && this.#walker.endsAtDepth(1) ? plainRequest(text, at, this.textOf) : undefined;
      if (plain !== undefined) this.#read.push(plain.request);
      const end = plain?.end ?? text.indexOf(TAG_END, at) + TAG_END.length;
      if (plain === undefined) this.#walk(text.slice(at, end), start + at);
      at = end;
    }
    this.#waiting = text.slice(at);
    if (this.#waiting.length > MOST_WAITING_CHARS) this.#walkWaiting();
  }

  end(): void {
    this.#walkWaiting();
    this.#walked = { after: this.#received, line: this.#walker.line };
    this.#walker.end();
  }

  #walkWaiting(): void {
    this.#walk(this.#waiting, this.#received - this.#waiting.length);
    this.#waiting = '';
  }

  #walk(raw: string, after: number): void {
    this.#walked = { after, line: this.#walker.line };
    this.#walker.write(this.textOf(raw));
    this.#walked = undefined;
  }
}

/** As far as the end of the last request that has one. */
function lengthOfWhole(text: string): number {
  for (let at = text.lastIndexOf(TAG_END); at > 0; at = text.lastIndexOf(TAG_END, at - 1)) {
    const end = at + TAG_END.length;
    if (ENDS.some((tag) => text.startsWith(tag, end - tag.length))) return end;
  }
  return 0;
}

const WANTED = new Set(WANTED_ATTRIBUTES);
const isWanted = (attribute: string): boolean => WANTED.has(attribute);

function requestReader(request: AafRequest): ElementReader {
  const attribute = (name: string | undefined): ElementReader | undefined =>
    name === undefined || !isWanted(name)
      ? undefined
      : valuesReader((values) => request.attributes.set(name, values));
  return within({
    operationalAttributes: () =>
      within({
        attr: () =>
          valuesReader(([category = '']) => {
            request.category = category;
          }),
      }),
    identifier: () =>
      within({
        id: () =>
          elementText((text) => {
            request.id = ownText(text);
          }),
      }),
    attributes: () => ({ child: (element) => attribute(element.attribute('name')) }),
    modifications: () => ({ child: (element) => attribute(element.attribute('name')) }),
  });
}

function valuesReader(take: (values: readonly string[]) => void): ElementReader {
  const values: string[] = [];
  return {
    child: ({ name }) =>
      name === 'value'
        ? elementText((text) => {
            const value = ownText(text);
            if (value !== '') values.push(value);
          })
        : undefined,
    close: () => {
      take(values);
    },
  };
}

const ownText = (text: string): string => text.trim().normalize('NFC');
