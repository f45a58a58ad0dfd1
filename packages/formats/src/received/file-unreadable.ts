import { frenchInteger } from '@timetable/domain';
import { unreadableBy, type Unreadable, type UnreadableSentence } from '../unreadable.js';
import { exportAnew, LOADED_APART, whichExport } from '../wording.js';

type FileCode =
  /** Zero bytes, or nothing but blanks. */
  | 'empty_file'
  /** The file, or a document inside its archive, exceeds the limit. `value`: the limit in bytes. */
  | 'too_large'
  /** Of no format that any reader knows. `value`, when recognised: pdf, office, gzip, 7z, rar, text, table, zip, nested_zip, other_xml. */
  | 'not_a_timetable';

/** What can be wrong with a file before any format is known. */
export const FILE_SENTENCES: Readonly<Record<FileCode, UnreadableSentence>> = {
  empty_file: (_details, program) => `Le fichier est vide. ${exportAnew(program)}`,
  too_large: ({ value }) =>
    `Le fichier dépasse la taille permise${value === undefined ? '' : ` (${mebibytes(value)})`}. ` +
    'Déposez l’export d’emploi du temps seul ; si c’est bien lui, demandez à l’exploitant de l’ENT de relever la limite.',
  not_a_timetable: ({ value }, program) =>
    `Le fichier n’est pas un emploi du temps${kindOf(value)}. ${whichExport(program)}${value === 'table' ? ` ${LOADED_APART}` : ''}`,
};

export const fileUnreadable = unreadableBy(FILE_SENTENCES);

export const tooLarge = (limitBytes: number): Unreadable =>
  fileUnreadable('too_large', { value: `${limitBytes}` });

function mebibytes(bytes: string): string {
  return `${frenchInteger(Math.floor(Number(bytes) / (1024 * 1024)))} Mio`;
}

function kindOf(value: string | undefined): string {
  const kinds: Readonly<Record<string, string>> = {
    pdf: ' : c’est un document PDF',
    office: ' : c’est un document de bureautique',
    gzip: ' : c’est une archive gzip',
    '7z': ' : c’est une archive 7z',
    rar: ' : c’est une archive rar',
    text: ' : c’est un fichier texte',
    table: ' : c’est un tableau (CSV)',
    zip: ' : c’est un .zip sans fichier .xml',
    nested_zip: ' : c’est un .zip qui contient un autre .zip',
    other_xml: ' : c’est un .zip dont aucun fichier .xml n’en est un',
  };
  return (value === undefined ? undefined : kinds[value]) ?? '';
}
