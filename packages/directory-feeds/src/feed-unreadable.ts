import { Unreadable } from '@timetable/formats/documents';

/** Why a file is no directory, for a school secretary: what happened, and what to do. */
export class FeedUnreadable extends Error {
  override readonly name = 'FeedUnreadable';

  constructor(
    /** French. */
    readonly sentence: string,
    readonly line?: number,
  ) {
    super('The file is no directory that can be read');
  }
}

export const WHICH_FILES =
  'Sont lus : un tableau CSV (enseignants, élèves, classes ou personnels), l’export ElevesAvecAdresses de SIECLE, ou le fichier sts_emp de STSWEB, seuls ou dans un .zip.';

const MEND = 'Refaites l’export, puis recommencez.';

/** What opening a file or its XML was refused for, of this kind of file. */
const SENTENCES: Readonly<Record<string, string>> = {
  empty_file: `Le fichier est vide. ${MEND}`,
  too_large: 'Le fichier dépasse la taille permise : est-ce bien un annuaire ?',
  archive_damaged: `Le fichier .zip est abîmé : il a été coupé ou modifié pendant l’envoi. ${MEND}`,
  archive_encrypted: 'Le fichier .zip est protégé par un mot de passe. Envoyez-le sans mot de passe.',
  archive_unsupported:
    'Le fichier .zip est compressé d’une façon inconnue. Envoyez directement ce qu’il contient.',
  archive_unsafe: 'Le fichier .zip contient des chemins interdits ; par sécurité, rien n’en a été lu.',
  archive_bomb: 'Le contenu du .zip est démesuré par rapport à sa taille ; par sécurité, rien n’en a été lu.',
  archive_too_many_files: 'Le fichier .zip contient trop de fichiers.',
  encoding_unsupported: `Les caractères du fichier sont codés d’une façon inconnue. ${MEND}`,
  encoding_invalid: `Des caractères du fichier sont illisibles : des noms seraient faussés. ${MEND}`,
  doctype_forbidden: 'Le fichier contient une déclaration DOCTYPE ; par sécurité, il n’a pas été lu.',
  not_well_formed: `Le fichier XML est mal formé : il a sans doute été modifié après l’export. ${MEND}`,
  truncated: `Le fichier est incomplet : il s’arrête avant la fin. ${MEND}`,
  too_complex:
    'Le fichier est trop profond ou compte trop d’éléments ; par sécurité, sa lecture a été arrêtée.',
};

/** What an error of reading says of the file; what is no fault of the file is thrown again. */
export function feedUnreadable(error: unknown): FeedUnreadable {
  if (error instanceof FeedUnreadable) return error;
  if (!(error instanceof Unreadable)) throw error;
  const { code, details } = error;
  return new FeedUnreadable(
    SENTENCES[code] ?? `Ce fichier n’est pas un annuaire. ${WHICH_FILES}`,
    details.line,
  );
}
