import { documentsWithRoot, onlyTimetable } from '../../received/opened-file.js';
import type { TimetableReader } from '../../timetable-reader.js';
import { unreadableBy, type UnreadableSentence } from '../../unreadable.js';
import { readXml } from '../../xml/read-xml.js';
import { TextDecoding, type DecodedText } from '../../xml/text-decoding.js';
import { xmlUnreadable } from '../../xml/xml-unreadable.js';
import { CONTAINER_ROOT, ContainerFacts } from './container-facts.js';

type EncryptedEdtCode =
  /** An Index Éducation export encrypted for a partner. `value`: the program that wrote it, when it says so. */
  'encrypted_export';

export const ENCRYPTED_EDT_SENTENCES: Readonly<Record<EncryptedEdtCode, UnreadableSentence>> = {
  encrypted_export: () =>
    'L’export est chiffré pour un partenaire de l’éditeur, et l’ENT n’en a pas la clé. Dans EDT, refaites l’export vers l’ENT en clair, sans chiffrement.',
};

const encryptedEdtUnreadable = unreadableBy(ENCRYPTED_EDT_SENTENCES);

/** The encrypted export of EDT and PRONOTE: recognised, and refused with what it says of itself in clear. */
export const encryptedEdtReader: TimetableReader = {
  format: 'edt',

  async recognise(file) {
    return (await documentsWithRoot(file, CONTAINER_ROOT)).length > 0 ? 'certain' : 'none';
  },

  async read(file) {
    const document = onlyTimetable(await documentsWithRoot(file, CONTAINER_ROOT));
    return readXml(document, ({ decoder }) => new ContainerReading(decoder));
  },
};

/** Passes over the container, and refuses it at its end. */
class ContainerReading {
  readonly problems = [];
  readonly #decoding: TextDecoding;
  readonly #facts = new ContainerFacts();

  constructor(decoder: string) {
    this.#decoding = new TextDecoding(decoder);
  }

  write(bytes: Uint8Array): void {
    this.#accept(this.#decoding.write(bytes));
  }

  end(): never {
    this.#accept(this.#decoding.end());
    const { software, uai } = this.#facts;
    throw encryptedEdtUnreadable('encrypted_export', {
      ...(software !== undefined && { software, value: software }),
      ...(uai !== undefined && { uai }),
    });
  }

  #accept({ text, invalidEncoding }: DecodedText): void {
    this.#facts.write(text);
    if (invalidEncoding !== undefined) throw xmlUnreadable('encoding_invalid', { value: invalidEncoding });
  }
}
