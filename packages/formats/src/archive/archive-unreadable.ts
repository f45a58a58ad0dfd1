import { unreadableBy, type UnreadableSentence } from '../unreadable.js';
import { exportAnew, whichExport } from '../wording.js';

type ArchiveCode =
  /** The archive cannot be opened, or its content is not what its checksum says: cut or altered on the way. */
  | 'archive_damaged'
  /** The archive asks for a password. */
  | 'archive_encrypted'
  /** The archive's compression is not one that every program reads. `value`: number of the method. */
  | 'archive_unsupported'
  /** The archive holds paths that lead out of it. */
  | 'archive_unsafe'
  /** The archive's content is out of proportion with its size: a decompression bomb. `value`: the ratio. */
  | 'archive_bomb'
  /** `value`: number of files in the archive. */
  | 'archive_too_many_files'
  /** Several XML files, and nothing that tells which one is the timetable. `value`: how many. */
  | 'archive_several_timetables';

export const ARCHIVE_SENTENCES: Readonly<Record<ArchiveCode, UnreadableSentence>> = {
  archive_damaged: (_details, program) =>
    `Le fichier .zip est abîmé : il a été coupé ou modifié pendant l’envoi. ${exportAnew(program)}`,
  archive_encrypted: () =>
    'Le fichier .zip est protégé par un mot de passe. Déposez-le sans mot de passe : l’envoi est déjà protégé.',
  archive_unsupported: () =>
    'Le fichier .zip est compressé d’une façon que l’import ne sait pas lire. Recompressez-le en .zip ordinaire, ou déposez directement le fichier .xml.',
  archive_unsafe: (_details, program) =>
    `Le fichier .zip contient des chemins interdits ; par sécurité, rien n’en a été lu. ${whichExport(program)}`,
  archive_bomb: (_details, program) =>
    `Le contenu du fichier .zip est démesuré par rapport à sa taille ; par sécurité, rien n’en a été lu. ${whichExport(program)}`,
  archive_too_many_files: ({ value }) =>
    `Le fichier .zip contient trop de fichiers${value === undefined ? '' : ` (${value})`}. Il doit contenir l’export d’emploi du temps et rien d’autre.`,
  archive_several_timetables: ({ value }) =>
    `Le fichier .zip contient plusieurs emplois du temps${value === undefined ? '' : ` (${value})`}. Déposez-les un par un.`,
};

export const archiveUnreadable = unreadableBy(ARCHIVE_SENTENCES);
