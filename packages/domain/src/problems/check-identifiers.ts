import { groupBy } from '../collections/group-by.js';
import type { FilePupil, FileTeacher, Timetable } from '../timetable/timetable.js';
import type { ProblemLog } from './problem-log.js';

/** What a row may be identified by, as schools call it. */
const OF_TEACHERS: readonly (readonly [name: string, of: (row: FileTeacher) => string | undefined])[] = [
  ['IDPN', ({ idpn }) => idpn],
  ['STS', ({ stsId }) => stsId],
];
const OF_PUPILS: readonly (readonly [name: string, of: (row: FilePupil) => string | undefined])[] = [
  ['IDPN', ({ idpn }) => idpn],
  ['INE', ({ nationalId }) => nationalId],
  ['SIECLE', ({ sieclId }) => sieclId],
];

/** An identifier that several rows bear identifies nobody (import-rules §6): each of them is named, by its number. */
export function checkIdentifiers({ teachers, pupils }: Timetable, log: ProblemLog): void {
  findShared('Professeur', teachers, OF_TEACHERS, log);
  findShared('Eleve', pupils, OF_PUPILS, log);
}

function findShared<R extends { readonly ident: number; readonly line: number }>(
  element: string,
  rows: readonly R[],
  identifiers: readonly (readonly [name: string, of: (row: R) => string | undefined])[],
  log: ProblemLog,
): void {
  for (const [name, of] of identifiers) {
    for (const [value, bearers] of groupBy(rows, (row) => of(row) ?? '')) {
      if (value === '' || bearers.length === 1) continue;
      for (const { ident, line } of bearers)
        log.add({ code: 'identifier_shared', line, value: `${element} ${ident} (${name})` });
    }
  }
}
