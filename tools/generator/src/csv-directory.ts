import { buffer } from 'node:stream/consumers';
import { archiveStream } from './archive-stream.js';
import type { EntDirectory } from './ent-directory.js';
import { frenchDate } from './local-date.js';

const BYTE_ORDER_MARK = '\ufeff';

type Cell = string | undefined;

/** The same people and classes as tables of a spreadsheet, by file name: what a school has of them. */
export function csvTables({ teachers, pupils, classes, users }: EntDirectory): ReadonlyMap<string, string> {
  const nameOfClass = new Map(classes.map(({ id, name }) => [id, name]));
  return new Map([
    [
      'enseignants.csv',
      table(
        ['Nom', 'Prénom', 'Identifiant STS'],
        teachers.map(({ lastName, firstName, stsId }) => [lastName, firstName, stsId]),
      ),
    ],
    [
      'eleves.csv',
      table(
        ['Nom', 'Prénom', 'Né(e) le', 'Classe', 'INE', 'Numéro SIECLE'],
        pupils.map(({ lastName, firstName, birthDate, classId, nationalId, sieclId }) => [
          ...[lastName, firstName, birthDate === undefined ? '' : frenchDate(birthDate)],
          ...[nameOfClass.get(classId), nationalId, sieclId],
        ]),
      ),
    ],
    [
      'classes.csv',
      table(
        ['Classe'],
        classes.map(({ name }) => [name]),
      ),
    ],
    [
      'personnels.csv',
      table(
        ['Identifiant', 'Nom', 'Prénom', 'Adresse électronique'],
        users.map(({ id, lastName, firstName, email }) => [id, lastName, firstName, email]),
      ),
    ],
  ]);
}

/** Those tables in an archive: one file to load. */
export const csvArchive = (directory: EntDirectory): Promise<Buffer> =>
  buffer(archiveStream([...csvTables(directory)].map(([name, text]) => [name, Buffer.from(text)])));

/** As Excel writes it in France. */
const table = (headings: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  `${BYTE_ORDER_MARK}${[headings, ...rows].map((row) => `${row.map(cell).join(';')}\r\n`).join('')}`;

const cell = (value: Cell = ''): string =>
  /[;"\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
