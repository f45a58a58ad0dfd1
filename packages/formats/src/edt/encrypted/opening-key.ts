import type { ByteSource } from '../../byte-source.js';
import type { PartnerKeys } from '../../partner-keys.js';
import { documentsWithRoot, onlyTimetable, openReceived } from '../../received/opened-file.js';
import { Unreadable } from '../../unreadable.js';
import { CONTAINER_ROOT } from './container-facts.js';
import { openContainer } from './container.js';
import { keyOpening } from './encrypted-edt.reader.js';

export interface OpeningKey {
  readonly isOpened: boolean;
  /** French, for an operator. */
  readonly message: string;
}

/** Which of our keys opens an encrypted export, or why none does. Rejects only with the error of a source that fails. */
export async function openingKey(source: ByteSource, keys: PartnerKeys): Promise<OpeningKey> {
  try {
    const file = await openReceived(source, { maxXmlBytes: source.sizeBytes });
    const containers = await documentsWithRoot(file, CONTAINER_ROOT);
    if (containers.length === 0) {
      return { isOpened: false, message: 'Ce fichier n’est pas un export chiffré d’EDT ou de PRONOTE.' };
    }
    const { openedBy } = keyOpening(await openContainer(onlyTimetable(containers)), keys);
    return { isOpened: true, message: `Ouvert par la clé ${openedBy.label} de « ${openedBy.partner} ».` };
  } catch (error) {
    if (error instanceof Unreadable) return { isOpened: false, message: error.sentence('edt') };
    throw error;
  }
}
