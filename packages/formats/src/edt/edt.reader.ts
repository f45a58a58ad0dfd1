import { onlyXml } from '../received/opened-file.js';
import type { TimetableReader } from '../timetable-reader.js';
import { clip, unreadableBy, type UnreadableSentence } from '../unreadable.js';
import { EXPORT_AGAIN, quoted } from '../wording.js';
import { readXml } from '../xml/read-xml.js';
import { XmlDocument } from '../xml/xml-document.js';
import { EDT_NAMESPACE, EDT_ROOT, EdtDocument } from './edt-document.js';

type EdtCode =
  /** `line`; `value`: the namespace, empty when there is none. */
  'unknown_namespace';

export const EDT_SENTENCES: Readonly<Record<EdtCode, UnreadableSentence>> = {
  unknown_namespace: (details) =>
    `Le fichier ressemble à un export d’EDT, mais dans une variante que l’import ne connaît pas${quoted(details)}. ${EXPORT_AGAIN}`,
};

const edtUnreadable = unreadableBy(EDT_SENTENCES);

/** The clear export of EDT and PRONOTE, bare or alone in a zip. */
export const edtReader: TimetableReader = {
  format: 'edt',

  async recognise(file) {
    const root = await onlyXml(file)?.xmlRoot();
    if (root?.name !== EDT_ROOT) return 'none';
    return root.namespace === EDT_NAMESPACE ? 'certain' : 'likely';
  },

  read(file) {
    const document = onlyXml(file);
    if (document === undefined) throw new Error('Only a recognised file is read');
    return readXml(
      document,
      (encoding) =>
        new XmlDocument(encoding, (root) => {
          const { namespace, line } = root;
          if (namespace !== EDT_NAMESPACE)
            throw edtUnreadable('unknown_namespace', { line, value: clip(namespace) });
          return new EdtDocument(root);
        }),
    );
  },
};
