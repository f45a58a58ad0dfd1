import type { Problem, Timetable } from '@timetable/domain';
import type { Element, ElementReader } from './element-reader.js';
import { TextDecoding, type DecodedText } from './text-decoding.js';
import { XmlWalker } from './xml-walker.js';
import { xmlUnreadable } from './xml-unreadable.js';

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
  readonly #decoding = new TextDecoding();
  readonly #walker: XmlWalker;
  #root: RootReader | undefined;

  /** `openRoot` gives the reader of the root, or throws `Unreadable` when it is not the document expected. */
  constructor(openRoot: (root: Element) => RootReader) {
    this.#walker = new XmlWalker((root) => (this.#root = openRoot(root)));
  }

  get problems(): readonly Problem[] {
    return this.#root?.problems ?? [];
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
    if (invalidEncoding !== undefined) {
      throw xmlUnreadable('encoding_invalid', { line: this.#walker.line, value: invalidEncoding });
    }
  }
}
