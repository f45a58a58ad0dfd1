import { DECLARATION_BYTES, encodingOf } from './encoding.js';

/** What a decoder writes in place of bytes that are no text. */
const REPLACEMENT = '\ufffd';

export interface DecodedText {
  readonly text: string;
  /** The bytes after `text` are not in the document's encoding, which is named. */
  readonly invalidEncoding?: string;
}

/** Turns the bytes of an XML document, in chunks of any size, into text. */
export class TextDecoding {
  #encoding = '';
  #decode: ((bytes: Uint8Array) => string) | undefined;
  /** First bytes, until there are enough to tell the encoding. */
  #head = new Uint8Array(0);

  /** @throws Unreadable `encoding_unsupported`. */
  write(bytes: Uint8Array): DecodedText {
    if (this.#decode !== undefined) return this.#checked(this.#decode(bytes));
    this.#head = Buffer.concat([this.#head, bytes]);
    return this.#head.length < DECLARATION_BYTES ? { text: '' } : this.#begin();
  }

  /** What was waiting for more bytes. A character cut in two is left out: the document is truncated anyway. */
  end(): DecodedText {
    return this.#decode === undefined ? this.#begin() : { text: '' };
  }

  #begin(): DecodedText {
    const head = this.#head;
    this.#head = new Uint8Array(0);
    this.#encoding = encodingOf(head);
    const decoder = new TextDecoder(this.#encoding);
    this.#decode = (bytes) => decoder.decode(bytes, { stream: true });
    return this.#checked(this.#decode(head));
  }

  #checked(text: string): DecodedText {
    const invalidAt = text.indexOf(REPLACEMENT);
    return invalidAt < 0 ? { text } : { text: text.slice(0, invalidAt), invalidEncoding: this.#encoding };
  }
}
