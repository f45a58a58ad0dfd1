import { unreadableBy, type UnreadableSentence } from '../unreadable.js';
import { quoted } from '../wording.js';

type UdtCode =
  /** A file of the export cannot be read as XML. `value`: its name. */
  | 'udt_file_unreadable'
  /** The archive holds two exports. `value`: the file that is there twice. */
  | 'udt_several_exports';

export const UDT_SENTENCES: Readonly<Record<UdtCode, UnreadableSentence>> = {
  udt_file_unreadable: (details) =>
    `Un fichier de l’export d’UnDeuxTEMPS${quoted(details)} est illisible : il a sans doute été modifié, ou l’export a été interrompu. ` +
    'Refaites l’export depuis UnDeuxTEMPS et déposez l’archive telle quelle.',
  udt_several_exports: (details) =>
    `L’archive contient plusieurs exports d’UnDeuxTEMPS : un même fichier${quoted(details)} y est deux fois. Déposez un seul export par archive.`,
};

export const udtUnreadable = unreadableBy(UDT_SENTENCES);
