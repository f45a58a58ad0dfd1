import type { ElementReader } from '../../xml/element-reader.js';
import { TextDecoding, type DecodedText } from '../../xml/text-decoding.js';
import { XmlWalker } from '../../xml/xml-walker.js';
import { xmlUnreadable } from '../../xml/xml-unreadable.js';
import { ContainerFacts } from './container-facts.js';

/** All but the content: a few keys and names. */
const MOST_CLEAR_CHARS = 256 * 1024;

/**
 * Reads an encrypted export, given in chunks of any size. Its content goes by in pieces: parsed as XML it would be held whole, as
 * one text.
 */
export class ContainerScan {
  readonly facts: ContainerFacts;
  readonly #decoding: TextDecoding;
  readonly #walker: XmlWalker;
  readonly #onContent: (base64: string) => void;
  /** Between the opening tag of the content and the next tag: nothing there is XML. */
  #isPassing = false;
  #clearChars = 0;

  /** @param onContent gets the content in order, folded as it is written */
  constructor(decoder: string, onContent: (base64: string) => void = () => undefined) {
    this.#decoding = new TextDecoding(decoder);
    this.#onContent = onContent;
    this.facts = new ContainerFacts({ text: onContent });
    this.#walker = new XmlWalker(() => this.#watched());
  }

  /** @throws Unreadable for what is no container */
  write(bytes: Uint8Array): void {
    this.#accept(this.#decoding.write(bytes));
  }

  /** @throws Unreadable `truncated` */
  end(): ContainerFacts {
    this.#accept(this.#decoding.end());
    this.#walker.end();
    return this.facts;
  }

  #watched(): ElementReader {
    return {
      child: (element) => {
        const { contents } = this.facts;
        const reader = this.facts.child(element);
        if (this.facts.contents > contents) this.#isPassing = true;
        return reader;
      },
    };
  }

  #accept({ text, invalidEncoding }: DecodedText): void {
    for (let at = 0; at < text.length;) at = this.#isPassing ? this.#pass(text, at) : this.#walk(text, at);
    if (invalidEncoding !== undefined) throw xmlUnreadable('encoding_invalid', { value: invalidEncoding });
  }

  /** @returns where the content is left, or the end of the text */
  #pass(text: string, from: number): number {
    const tag = text.indexOf('<', from);
    const end = tag < 0 ? text.length : tag;
    if (end > from) this.#onContent(text.slice(from, end));
    this.#isPassing = tag < 0;
    return end;
  }

  /** Up to the end of a tag, where content may begin. */
  #walk(text: string, from: number): number {
    const tagEnd = text.indexOf('>', from);
    const end = tagEnd < 0 ? text.length : tagEnd + 1;
    this.#clearChars += end - from;
    if (this.#clearChars > MOST_CLEAR_CHARS) throw xmlUnreadable('too_complex');
    this.#walker.write(text.slice(from, end));
    return end;
  }
}
