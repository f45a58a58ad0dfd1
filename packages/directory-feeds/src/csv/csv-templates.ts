import type { DirectoryList } from '@timetable/domain';

/** A table to fill in: headings, those that must be filled marked, and a row that shows how. */
export interface DirectoryTemplate {
  /** French, without its extension; the reader knows the list by it. */
  readonly name: string;
  readonly headings: readonly string[];
  readonly example: readonly string[];
}

export const DIRECTORY_TEMPLATES: Readonly<Record<DirectoryList, DirectoryTemplate>> = {
  teachers: {
    name: 'enseignants',
    headings: ['Nom*', 'Prénom*', 'Date de naissance', 'Identifiant STS'],
    example: ['DURAND', 'Élise', '13/08/1980', '69881'],
  },
  pupils: {
    name: 'élèves',
    headings: ['Nom*', 'Prénom*', 'Date de naissance', 'Classe', 'INE', 'Numéro SIECLE'],
    example: ['PETIT', 'Zoé', '06/05/2014', '6A', '', ''],
  },
  classes: { name: 'classes', headings: ['Classe*'], example: ['6A'] },
  users: {
    name: 'personnels',
    headings: ['Nom*', 'Prénom*', 'Adresse électronique*'],
    example: ['LÉGER', 'Agnès', 'agnes.leger@exemple.fr'],
  },
};
