import { SaxesParser, type SaxesTagNS } from 'saxes';
import { xmlUnreadable } from './xml-unreadable.js';
import { refuseDoctype } from './doctype.js';
import type { Element, ElementReader } from './element-reader.js';

const MAX_DEPTH = 64;
/** One opening tag with all its attributes. */
const MAX_TAG_CHARS = 64 * 1024;
/** Anything between two tags: a comment, a text. */
const MAX_GAP_CHARS = 1024 * 1024;
/** A 100 MB export has about 1.5 million elements; what they can be made to hold in memory ends with this. */
const MAX_ELEMENTS = 3_000_000;

/** The five of XML and no other: without prototype, since the parser looks names up with `[]`. */
const ENTITIES: Record<string, string> = { amp: '&', gt: '>', lt: '<', quot: '"', apos: "'" };
Object.setPrototypeOf(ENTITIES, null);

/** What a document may be beyond what a timetable is. */
export interface WalkOptions {
  /** Whether a document type is passed over; it is never resolved. @default false */
  readonly passesDoctype?: boolean;
  /** @default 3 million */
  readonly maxElements?: number;
}

/**
 * Walks an XML document given as pieces of text and hands each element to its reader. Holds one open element per level and
 * nothing else of the document.
 */
export class XmlWalker {
  readonly #parser = new SaxesParser({ xmlns: true });
  readonly #openRoot: (element: Element) => ElementReader;
  /** Readers of the elements open now, outermost first. */
  readonly #readers: ElementReader[] = [];
  /** Elements open now inside the outermost ignored one, itself included. */
  #ignoredDepth = 0;
  readonly #maxElements: number;
  #elements = 0;
  #namespace = '';
  #lastEventAt = 0;
  /** In characters, as the parser's positions are while it writes. */
  #written = 0;
  #tagAt = 0;
  #tagLine = 1;

  /** `openRoot` gives the reader of the root, or throws `Unreadable` when it is not the document expected. */
  constructor(openRoot: (element: Element) => ElementReader, options: WalkOptions = {}) {
    const { passesDoctype = false, maxElements = MAX_ELEMENTS } = options;
    this.#openRoot = openRoot;
    this.#maxElements = maxElements;
    this.#parser.ENTITIES = ENTITIES;
    this.#parser.on('opentagstart', () => {
      this.#tagAt = this.#parser.position;
      this.#tagLine = this.#parser.line;
    });
    this.#parser.on('opentag', (tag) => {
      this.#open(tag);
    });
    this.#parser.on('closetag', () => {
      this.#close();
    });
    this.#parser.on('text', (text) => {
      this.#text(text);
    });
    this.#parser.on('cdata', (text) => {
      this.#text(text);
    });
    this.#parser.on('doctype', (doctype) => {
      if (!passesDoctype) refuseDoctype(doctype, this.line);
    });
    this.#parser.on('error', () => {
      throw xmlUnreadable('not_well_formed', { line: this.line });
    });
  }

  /** Line reached, from 1. */
  get line(): number {
    return this.#parser.line;
  }

  /** Whether what has been written ends with a tag, and leaves that many elements open. */
  endsAtDepth(depth: number): boolean {
    const isTag = this.#elements > 0 && this.#written === this.#lastEventAt;
    return isTag && this.#readers.length + this.#ignoredDepth === depth;
  }

  /** @throws Unreadable for what cannot be read, as soon as it is met; the walker is then of no more use. */
  write(text: string): void {
    this.#parser.write(text);
    this.#written += text.length;
    if (this.#parser.position - this.#lastEventAt > MAX_GAP_CHARS) this.#refuseComplexity();
  }

  /** @throws Unreadable `truncated` when the document is not complete. */
  end(): void {
    const { line } = this;
    this.#parser.on('error', () => {
      throw xmlUnreadable('truncated', { line });
    });
    this.#parser.close();
  }

  #open(tag: SaxesTagNS): void {
    this.#lastEventAt = this.#parser.position;
    this.#elements += 1;
    const depth = this.#readers.length + this.#ignoredDepth;
    if (
      this.#lastEventAt - this.#tagAt > MAX_TAG_CHARS ||
      this.#elements > this.#maxElements ||
      depth >= MAX_DEPTH
    ) {
      this.#refuseComplexity();
    }
    const reader = this.#ignoredDepth > 0 ? undefined : this.#readerOf(tag);
    if (reader === undefined) this.#ignoredDepth += 1;
    else this.#readers.push(reader);
  }

  #readerOf(tag: SaxesTagNS): ElementReader | undefined {
    const parent = this.#readers.at(-1);
    if (parent === undefined) {
      this.#namespace = tag.uri;
      return this.#openRoot(new SaxesElement(tag, this.#tagLine));
    }
    // Elements of another namespace are extensions of somebody else.
    if (tag.uri !== this.#namespace) return undefined;
    return parent.child?.(new SaxesElement(tag, this.#tagLine));
  }

  #close(): void {
    this.#lastEventAt = this.#parser.position;
    if (this.#ignoredDepth > 0) this.#ignoredDepth -= 1;
    else this.#readers.pop()?.close?.();
  }

  #text(text: string): void {
    if (this.#ignoredDepth === 0) this.#readers.at(-1)?.text?.(text);
  }

  #refuseComplexity(): never {
    throw xmlUnreadable('too_complex', { line: this.line });
  }
}

class SaxesElement implements Element {
  readonly #tag: SaxesTagNS;
  readonly line: number;

  constructor(tag: SaxesTagNS, line: number) {
    this.#tag = tag;
    this.line = line;
  }

  get name(): string {
    return this.#tag.local;
  }

  get namespace(): string {
    return this.#tag.uri;
  }

  attribute(name: string): string | undefined {
    return this.#tag.attributes[name]?.value;
  }
}
