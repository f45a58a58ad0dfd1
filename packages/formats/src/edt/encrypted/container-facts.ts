/** Root of the encrypted export. Its content opens only with a partner's private key. */
export const CONTAINER_ROOT = 'EXPORT_INDEX_EDUCATION';

/** What stands before the encrypted content, and after it, fits in this. */
const EDGE_CHARS = 16 * 1024;

/**
 * Reads what an encrypted export says of itself in clear: the program that wrote it, before the content, and the
 * establishment, after it. The content is only passed over: parsing it would hold it whole, as one text.
 */
export class ContainerFacts {
  #start = '';
  #end = '';

  write(text: string): void {
    if (this.#start.length < EDGE_CHARS) this.#start += text.slice(0, EDGE_CHARS - this.#start.length);
    this.#end = text.length >= EDGE_CHARS ? text.slice(-EDGE_CHARS) : (this.#end + text).slice(-EDGE_CHARS);
  }

  get software(): string | undefined {
    return contentOf(this.#start, /<(?:\w+:)?LOGICIEL>([^<]{1,200})</);
  }

  get uai(): string | undefined {
    return contentOf(this.#end, /<(?:\w+:)?UAI>\s*(\w{8})\s*</)?.toUpperCase();
  }
}

const contentOf = (text: string, pattern: RegExp): string | undefined => pattern.exec(text)?.[1]?.trim();
