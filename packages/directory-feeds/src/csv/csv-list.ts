import { normaliseName, type DirectoryList } from '@timetable/domain';
import type { CsvColumn } from './csv-columns.js';

const NAMES: readonly (readonly [DirectoryList, RegExp])[] = [
  ['pupils', /\b(eleves?|etudiants?)\b/],
  ['teachers', /\b(enseignants?|profs?|professeurs?)\b/],
  ['users', /\b(personnels?|utilisateurs?|comptes?|users?)\b/],
  ['classes', /\b(classes?|divisions?)\b/],
];

/** Of what list a table is, by what it is called, else by its columns; undefined: nothing tells. */
export function listOfTable(fileName: string, columns: ReadonlySet<CsvColumn>): DirectoryList | undefined {
  const name = normaliseName(fileName.replace(/^.*[/\\]/, ''));
  const named = NAMES.find(([, pattern]) => pattern.test(name))?.[0];
  // « Classe 6A.csv », with first names, is of the people in that class.
  const isOfPeople = named === 'classes' && columns.has('firstName');
  return named === undefined || isOfPeople ? listOfColumns((column) => columns.has(column)) : named;
}

function listOfColumns(has: (column: CsvColumn) => boolean): DirectoryList | undefined {
  if (has('nationalId') || has('sieclId')) return 'pupils';
  if (has('stsId')) return 'teachers';
  if (!has('firstName')) return has('className') ? 'classes' : undefined;
  if (has('className')) return has('function') ? 'teachers' : 'pupils';
  return has('email') ? 'users' : undefined;
}
