import { documentsWithRoot, onlyTimetable } from '../received/opened-file.js';
import type { TimetableReader } from '../timetable-reader.js';
import { clip, unreadableBy, type UnreadableSentence } from '../unreadable.js';
import { exportAnew, quoted } from '../wording.js';
import { readXml } from '../xml/read-xml.js';
import { XmlDocument } from '../xml/xml-document.js';
import { EDT_NAMESPACE, EDT_ROOT, EdtDocument } from './edt-document.js';

type EdtCode =
  /** `line`; `value`: the namespace, empty when there is none. */
  'unknown_namespace';

export const EDT_SENTENCES: Readonly<Record<EdtCode, UnreadableSentence>> = {
  unknown_namespace: (details, program) =>
    `Le fichier ressemble à un export d’EDT, mais dans une variante que l’import ne connaît pas${quoted(details)}. ${exportAnew(program)}`,
};

const edtUnreadable = unreadableBy(EDT_SENTENCES);

/** The clear export of EDT and PRONOTE, bare or in a zip. */
export const edtReader: TimetableReader = {
  format: 'edt',

  async recognise(file) {
    const documents = await documentsWithRoot(file, EDT_ROOT);
    if (documents.length === 0) return 'none';
    return documents.some(({ root }) => root.namespace === EDT_NAMESPACE) ? 'certain' : 'likely';
  },

  async read(file) {
    const document = onlyTimetable(await documentsWithRoot(file, EDT_ROOT));
    return readXml(
      document,
      (encoding) =>
        new XmlDocument(encoding, (root) => {
          const { namespace, line } = root;
          if (namespace !== EDT_NAMESPACE)
            throw edtUnreadable('unknown_namespace', { line, value: clip(namespace) });
          return new EdtDocument(root);
        }),
      'edt',
    );
  },
};
