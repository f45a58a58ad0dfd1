import { DECLARATION_BYTES, statedEncoding } from './encoding.js';

/** What a decoder writes in place of bytes that are no text. */
const REPLACEMENT = '\ufffd';

export interface DecodedText {
  readonly text: string;
  /** The bytes after `text` are not in the document's encoding, which is named. */
  readonly invalidEncoding?: string;
}

/** Turns the bytes of an XML document, in chunks of any size, into text. */
export class TextDecoding {
  #encoding: string | undefined;
  #decode: ((bytes: Uint8Array) => string) | undefined;
  /** First bytes, until there are enough to tell the encoding. */
  #head = new Uint8Array(0);

  /** @param encoding label for `TextDecoder`; without it, the document's own statement is believed */
  constructor(encoding?: string) {
    this.#encoding = encoding;
  }

  /** @throws Unreadable `encoding_unsupported`. */
  write(bytes: Uint8Array): DecodedText {
    if (this.#decode !== undefined) return this.#checked(this.#decode(bytes));
    this.#head = Buffer.concat([this.#head, bytes]);
    const isEnough = this.#encoding !== undefined || this.#head.length >= DECLARATION_BYTES;
    return isEnough ? this.#begin() : { text: '' };
  }

  /** What was waiting for more bytes. A character cut in two is left out: the document is truncated anyway. */
  end(): DecodedText {
    return this.#decode === undefined ? this.#begin() : { text: '' };
  }

  #begin(): DecodedText {
    const head = this.#head;
    this.#head = new Uint8Array(0);
    this.#encoding ??= statedEncoding(head).decoder;
    const decoder = new TextDecoder(this.#encoding);
    this.#decode = (bytes) => decoder.decode(bytes, { stream: true });
    return this.#checked(this.#decode(head));
  }

  #checked(text: string): DecodedText {
    const invalidAt = text.indexOf(REPLACEMENT);
    if (invalidAt < 0) return { text };
    return { text: text.slice(0, invalidAt), invalidEncoding: this.#encoding ?? '' };
  }
}
