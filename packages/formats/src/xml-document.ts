import type { Problem, Timetable } from '@timetable/domain';
import { ContainerFacts } from './edt-container/container-facts.js';
import { EdtDocument } from './edt/edt-document.js';
import { recogniseRoot } from './recognise/recognise-root.js';
import { Unreadable } from './unreadable.js';
import { TextDecoding, type DecodedText } from './xml/text-decoding.js';
import { XmlWalker } from './xml/xml-walker.js';

/**
 * An XML document on its way in: a timetable, or an encrypted export of which only the edges are looked at, or something
 * else. Once `write` or `end` has thrown `Unreadable`, the document is of no more use but for its `problems`.
 */
export class XmlDocument {
  readonly #decoding = new TextDecoding();
  readonly #walker = new XmlWalker((root) => {
    recogniseRoot(root);
    this.#timetable = new EdtDocument(root);
    return this.#timetable;
  });
  #timetable: EdtDocument | undefined;
  #container: ContainerFacts | undefined;

  get problems(): readonly Problem[] {
    return this.#timetable?.problems ?? [];
  }

  write(bytes: Uint8Array): void {
    this.#accept(this.#decoding.write(bytes));
  }

  end(): Timetable {
    this.#accept(this.#decoding.end());
    if (this.#container !== undefined) throw encryptedExport(this.#container);
    this.#walker.end();
    // A document that ends without error had a root, and only a timetable's is let through.
    if (this.#timetable === undefined) throw new Unreadable('truncated', { line: this.#walker.line });
    return this.#timetable.finish();
  }

  #accept({ text, invalidEncoding }: DecodedText): void {
    if (this.#container === undefined) this.#walk(text);
    this.#container?.write(text);
    if (invalidEncoding !== undefined) {
      throw new Unreadable('encoding_invalid', { line: this.#walker.line, value: invalidEncoding });
    }
  }

  #walk(text: string): void {
    try {
      this.#walker.write(text);
    } catch (error) {
      if (!(error instanceof Unreadable && error.code === 'encrypted_export')) throw error;
      this.#container = new ContainerFacts();
    }
  }
}

function encryptedExport({ software, uai }: ContainerFacts): Unreadable {
  return new Unreadable('encrypted_export', {
    ...(software !== undefined && { software, value: software }),
    ...(uai !== undefined && { uai }),
  });
}
