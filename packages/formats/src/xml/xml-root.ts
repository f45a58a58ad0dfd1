import { LEAF, type Element } from './element-reader.js';
import { TextDecoding } from './text-decoding.js';
import { XmlWalker } from './xml-walker.js';

/** Most roots stand in so little text: what comes after it in a chunk is not parsed twice. */
const PIECE_CHARS = 1024;

/**
 * The root of an XML document, read no further than needed; undefined when it ends, or stops being text, before.
 * @throws Unreadable for what is no XML before its root; SourceFailure
 */
export async function xmlRootOf(bytes: AsyncIterable<Uint8Array>): Promise<Element | undefined> {
  const decoding = new TextDecoding();
  const search = new RootSearch();
  for await (const chunk of bytes) {
    const { text, invalidEncoding } = decoding.write(chunk);
    if (search.look(text) || invalidEncoding !== undefined) return search.root;
  }
  search.look(decoding.end().text);
  return search.root;
}

class RootSearch {
  root: Element | undefined;
  readonly #walker = new XmlWalker((root) => {
    this.root = root;
    return LEAF;
  });

  /** @returns whether the root is known now; whatever follows it is the business of who reads the document */
  look(text: string): boolean {
    try {
      for (let at = 0; at < text.length && this.root === undefined; at += PIECE_CHARS) {
        this.#walker.write(text.slice(at, at + PIECE_CHARS));
      }
    } catch (error) {
      if (this.root === undefined) throw error;
    }
    return this.root !== undefined;
  }
}
