import { ApiError } from '../errors/api-error.js';
import { unstorableText } from '../http/unstorable-text.js';
import type { SpooledFile } from '../imports/spool.storage.js';

/**
 * The directory's file that a form brought.
 * @throws ApiError `file_required`, `empty_file`
 */
export function receivedFile(file: SpooledFile | undefined): SpooledFile {
  if (file === undefined)
    throw new ApiError('file_required', 'Choisissez le fichier d’annuaire (champ « file » du formulaire).');
  const unstorable = unstorableText({ file: file.originalname });
  if (unstorable !== undefined) throw unstorable;
  if (file.size === 0)
    throw new ApiError('empty_file', 'Ce fichier est vide : refaites l’export puis recommencez.');
  return file;
}
