import { LEAF, type Element, type ElementReader } from '../../xml/element-reader.js';
import { clip } from '../../unreadable.js';

/** Root of the encrypted export. Its content opens only with a partner's private key. */
export const CONTAINER_ROOT = 'EXPORT_INDEX_EDUCATION';

/** The schema has two at most: the publisher's and ours. */
const MOST_PARTNERS = 16;
/** A block of RSA-16384 has 2,732 characters. */
const MOST_CHARS = 8 * 1024;
/** Of a program's name. */
const MOST_SHOWN = 200;

/** The key of the content, encrypted for one partner. */
export interface KeyBlock {
  readonly partner: string;
  /** Base64, mostly folded. */
  readonly block: string;
}

/** What an encrypted export says of itself in clear. */
export class ContainerFacts implements ElementReader {
  readonly keyBlocks: KeyBlock[] = [];
  /** How many contents it has: one. */
  contents = 0;
  readonly #texts = new Map<string, string>();
  readonly #content: ElementReader;

  /** @param content reader of the encrypted content, which may be larger than memory */
  constructor(content: ElementReader = LEAF) {
    this.#content = content;
  }

  /** Program and build. */
  get software(): string | undefined {
    return this.#text('LOGICIEL');
  }

  get uai(): string | undefined {
    return this.#text('UAI')?.toUpperCase();
  }

  /** When the program wrote it; undefined when that is no date. */
  get exportedAt(): Date | undefined {
    const date = new Date(this.#texts.get('DATEHEURE')?.trim() ?? '');
    return Number.isNaN(date.getTime()) ? undefined : date;
  }

  /** SHA-256 of the clear content, in base64. */
  get verification(): string | undefined {
    return this.#texts.get('VERIFICATION')?.replace(/\s+/g, '');
  }

  child(element: Element): ElementReader | undefined {
    const { name } = element;
    if (name === 'CLES') return { child: (key) => this.#keyBlock(key) };
    if (name === 'CONTENU') {
      this.contents += 1;
      return this.#content;
    }
    return textReader((text) => this.#texts.set(name, text));
  }

  #keyBlock(element: Element): ElementReader | undefined {
    if (element.name !== 'PARTENAIRE' || this.keyBlocks.length >= MOST_PARTNERS) return undefined;
    const partner = element.attribute('NOM')?.trim() ?? '';
    return textReader((block) => this.keyBlocks.push({ partner, block }));
  }

  #text(name: string): string | undefined {
    const text = clip(this.#texts.get(name) ?? '', MOST_SHOWN);
    return text === '' ? undefined : text;
  }
}

function textReader(accept: (text: string) => void): ElementReader {
  let content = '';
  return {
    text: (text) => (content = (content + text).slice(0, MOST_CHARS)),
    close: () => {
      accept(content);
    },
  };
}
