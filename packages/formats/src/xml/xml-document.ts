import type { Problem, Timetable } from '@timetable/domain';
import type { DocumentEncoding } from './document-encoding.js';
import type { Element, ElementReader } from './element-reader.js';
import { TextDecoding, type DecodedText } from './text-decoding.js';
import { XmlWalker } from './xml-walker.js';
import { xmlUnreadable } from './xml-unreadable.js';

/** UTF-8 that was once taken for Windows-1252 and saved again: « Ã© » for « é ». No French word has it. */
export const GARBLED =
  /[ÂÃ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]/;

/** Reader of a root element: what the whole document says, once it is closed. */
export interface RootReader extends ElementReader {
  /** Of the rows read so far. */
  readonly problems: readonly Problem[];
  finish(): Timetable;
}

/**
 * A timetable of one XML document, on its way in. Once `write` or `end` has thrown `Unreadable`, the document is of no
 * more use but for its `problems`.
 */
export class XmlDocument {
  readonly #decoding: TextDecoding;
  readonly #walker: XmlWalker;
  readonly #ofWhole: Problem[];
  #root: RootReader | undefined;
  #isGarbled = false;

  /** `openRoot` gives the reader of the root, or throws `Unreadable` when it is not the document expected. */
  constructor({ decoder, misdeclared }: DocumentEncoding, openRoot: (root: Element) => RootReader) {
    this.#decoding = new TextDecoding(decoder);
    this.#ofWhole =
      misdeclared === undefined ? [] : [{ code: 'encoding_misdeclared', line: 1, value: misdeclared }];
    this.#walker = new XmlWalker((root) => (this.#root = openRoot(root)));
  }

  get problems(): readonly Problem[] {
    return [...this.#ofWhole, ...(this.#root?.problems ?? [])];
  }

  write(bytes: Uint8Array): void {
    this.#walk(this.#decoding.write(bytes));
  }

  end(): Timetable {
    this.#walk(this.#decoding.end());
    this.#walker.end();
    // A document that ends without error had a root, and only a timetable's is let through.
    if (this.#root === undefined) throw xmlUnreadable('truncated', { line: this.#walker.line });
    return this.#root.finish();
  }

  #walk({ text, invalidEncoding }: DecodedText): void {
    this.#walker.write(text);
    if (!this.#isGarbled && GARBLED.test(text)) {
      this.#isGarbled = true;
      this.#ofWhole.push({ code: 'text_garbled', line: this.#walker.line });
    }
    if (invalidEncoding !== undefined) {
      throw xmlUnreadable('encoding_invalid', { line: this.#walker.line, value: invalidEncoding });
    }
  }
}
