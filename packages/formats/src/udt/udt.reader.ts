import type { TimetableReader } from '../timetable-reader.js';
import { unreadableBy, type UnreadableSentence } from '../unreadable.js';

const UDT_FILE = /(?:^|\/)udcal_\d{2}[^/]*\.xml$/i;

type UdtCode =
  /** An UnDeuxTEMPS export (`UDCal_*.xml`). */
  'udt_not_supported';

export const UDT_SENTENCES: Readonly<Record<UdtCode, UnreadableSentence>> = {
  udt_not_supported: () =>
    'Le fichier est un export d’UnDeuxTEMPS, que l’import ne sait pas encore lire. Déposez un export d’EDT.',
};

const udtUnreadable = unreadableBy(UDT_SENTENCES);

/** The export of UnDeuxTEMPS, a zip of files whose names alone tell it: recognised, and not read yet. */
export const udtReader: TimetableReader = {
  format: 'udt',

  recognise({ documents }) {
    return Promise.resolve(documents.some(({ name }) => UDT_FILE.test(name)) ? 'certain' : 'none');
  },

  read() {
    throw udtUnreadable('udt_not_supported');
  },
};
