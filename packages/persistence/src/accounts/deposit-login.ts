import { normaliseName } from '@timetable/domain';

const MAX_LENGTH = 120;

/** « emp.jean-pierre.d-angelo »: accents folded, nothing but `[a-z0-9._-]`. Homonyms are numbered by whoever stores it. */
export function depositLogin(person: { readonly firstName: string; readonly lastName: string }): string {
  const words = [person.firstName, person.lastName]
    .map((name) =>
      normaliseName(name)
        .replace(/[^a-z0-9 ]/g, '')
        .trim()
        .replace(/ +/g, '-'),
    )
    .filter((word) => word !== '');
  return ['emp', ...words].join('.').slice(0, MAX_LENGTH);
}
