import type { FieldError } from '@timetable/contracts';
import { isStorable, storableText, unstorableFields } from '@timetable/domain';
import type { RequestHandler } from 'express';
import { invalidFields, notFound, type ApiError } from '../errors/api-error.js';

/** Fields listed at most: the rest would not be read. */
const MOST_FIELDS = 100;

/** The refusal of text that the database cannot hold; undefined when all of the value can be kept. */
export function unstorableText(value: unknown): ApiError | undefined {
  return refusalOf(unstorableFields(value, MOST_FIELDS));
}

/**
 * Before anything looks it up: an address with such text leads nowhere, a query with it is refused. Bodies, some of which are
 * read later, are checked with their schema (`ValidationPipe`). Headers cannot hold such text: Node refuses it.
 */
export const refuseUnstorableText: RequestHandler = (request, _response, next) => {
  const [path = '', query = ''] = request.url.split('?', 2);
  // What cannot be decoded in a path is refused by the router.
  const decodedPath = decoded(path);
  if (decodedPath !== undefined && !isStorable(decodedPath))
    next(notFound('Cette adresse ne correspond à rien.'));
  else next(refusalOf(unstorableParameters(query)));
};

/** Bytes that are no UTF-8 would be read as « � », and a search for that finds nothing. */
function unstorableParameters(query: string): string[] {
  return query.split('&').flatMap((part) => {
    const [name = ''] = part.split('=', 1);
    const text = decoded(part);
    return text !== undefined && isStorable(text) ? [] : [storableText(decoded(name) ?? name)];
  });
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

const refusalOf = (fields: readonly string[]): ApiError | undefined =>
  fields.length === 0 ? undefined : invalidFields(unstorableErrors(fields));

export const unstorableErrors = (fields: readonly string[]): FieldError[] =>
  fields.map((field) => ({
    field,
    message: 'Ce texte contient un caractère qui ne peut pas être enregistré : retirez-le.',
  }));
