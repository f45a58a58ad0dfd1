import type { ProblemRecord } from '@timetable/persistence';
import type { Column } from '../http/table.js';

/** The problems of a file, for a spreadsheet. */
export const PROBLEM_COLUMNS: readonly Column<ProblemRecord>[] = [
  { header: 'Gravité', cell: ({ severity }) => (severity === 'error' ? 'Erreur' : 'Avertissement') },
  { header: 'Problème', cell: ({ meaning }) => meaning },
  { header: 'Où le trouver', cell: ({ place }) => place },
  { header: 'Valeur', cell: ({ value }) => value },
  { header: 'Que faire', cell: ({ advice }) => advice },
  { header: 'Nombre', cell: ({ occurrences }) => occurrences },
  { header: 'Ligne du fichier', cell: ({ line }) => line },
];
