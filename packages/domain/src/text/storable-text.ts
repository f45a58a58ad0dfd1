/** What PostgreSQL keeps in no text: the null character, and halves of characters (lone surrogates). */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

export const isStorable = (text: string): boolean => !UNSTORABLE.test(text);

/** The same text for a person to read, each such character shown as « � ». */
export const storableText = (text: string): string => text.replaceAll(/[\0\p{Surrogate}]/gu, '\u{FFFD}');

/**
 * Where a JSON value holds text that the database cannot hold, keys included: dotted paths (`teachers.12.lastName`), fit to
 * be shown. Walks without recursion: a small body may be nested a hundred thousand times.
 * @param most paths looked for
 */
export function unstorableFields(value: unknown, most: number): string[] {
  const found: string[] = [];
  const pending: Place[] = [{ value, field: '', within: undefined }];
  for (let place = pending.pop(); place !== undefined && found.length < most; place = pending.pop()) {
    if (typeof place.value === 'string' && !isStorable(place.value)) found.push(pathOf(place));
    if (typeof place.value !== 'object' || place.value === null) continue;
    const fields = fieldsOf(place.value, place);
    for (const named of fields) if (!isStorable(named.field)) found.push(pathOf(named));
    // Last in, first out: read in the order of the body.
    for (const named of fields.reverse()) if (isStorable(named.field)) pending.push(named);
  }
  return found.slice(0, most);
}

const fieldsOf = (value: object, within: Place): Place[] =>
  Object.entries(value).map(([field, inner]: [string, unknown]) => ({ value: inner, field, within }));

interface Place {
  readonly value: unknown;
  readonly field: string;
  readonly within: Place | undefined;
}

function pathOf(place: Place): string {
  const names: string[] = [];
  for (let at = place; at.within !== undefined; at = at.within) names.push(at.field);
  return storableText(names.reverse().join('.'));
}
