import type { RowKind } from '../timetable/timetable.js';

/** What EDT's export calls the rows of each kind. */
export const ROW_ELEMENTS: Readonly<Record<RowKind, string>> = {
  subject: 'Matiere',
  teacher: 'Professeur',
  class: 'Classe',
  part: 'PartieDeClasse',
  group: 'Groupe',
  room: 'Salle',
  pupil: 'Eleve',
};

/** In the order of the file's sections. */
export const ROW_KINDS = [
  'subject',
  'teacher',
  'class',
  'part',
  'group',
  'room',
  'pupil',
] as const satisfies RowKind[];

/** What a school calls them. */
export const ROW_NOUNS: Readonly<Record<RowKind, string>> = {
  subject: 'matière',
  teacher: 'enseignant',
  class: 'classe',
  part: 'partie de classe',
  group: 'groupe',
  room: 'salle',
  pupil: 'élève',
};

/** All of them. */
export const ROW_PLURALS: Readonly<Record<RowKind, string>> = {
  subject: 'les matières',
  teacher: 'les enseignants',
  class: 'les classes',
  part: 'les parties de classe',
  group: 'les groupes',
  room: 'les salles',
  pupil: 'les élèves',
};
