import { ApiError } from '../errors/api-error.js';
import type { JsonExcess } from './json-bounds.js';

const EXCESSES = {
  depth: 'Le contenu est trop imbriqué : aucune donnée attendue ici ne l’est autant.',
  values: 'Le contenu a trop de valeurs : envoyez-le en plusieurs fois.',
} as const;

export const notJson = (): ApiError =>
  new ApiError('unsupported_media_type', 'Le contenu doit être envoyé en JSON (application/json), en UTF-8.');

export const notUtf8 = (): ApiError =>
  new ApiError(
    'validation_failed',
    'Le contenu n’est pas en UTF-8, ses accents seraient perdus : envoyez-le en UTF-8.',
  );

export const tooComplex = (excess: JsonExcess): ApiError => new ApiError('too_complex', EXCESSES[excess]);

export const bodyTooLarge = (): ApiError =>
  new ApiError('payload_too_large', 'L’envoi dépasse la taille permise.');
