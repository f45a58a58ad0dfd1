import type { DirectoryLists } from './replaced-ids.js';

/** Where a list of the directory came from. */
export const DIRECTORY_SOURCES = ['rest', 'csv', 'siecle', 'sts', 'aaf'] as const;
export type DirectorySource = (typeof DIRECTORY_SOURCES)[number];

export const DIRECTORY_SOURCE_LABELS: Readonly<Record<DirectorySource, string>> = {
  rest: 'un autre logiciel',
  csv: 'un tableau (CSV)',
  siecle: 'SIECLE (élèves)',
  sts: 'STSWEB (sts_emp)',
  aaf: 'l’annuaire académique (AAF)',
};

/** The lists of a directory. */
export type DirectoryList = keyof DirectoryLists;

export const DIRECTORY_LISTS = [
  'teachers',
  'pupils',
  'classes',
  'users',
] as const satisfies readonly DirectoryList[];
