import type { ProblemRecord } from '@timetable/persistence';
import { stringify } from 'csv-stringify/sync';

const COLUMNS = [
  { key: 'severity', header: 'Gravité' },
  { key: 'meaning', header: 'Problème' },
  { key: 'place', header: 'Où le trouver dans EDT' },
  { key: 'value', header: 'Valeur' },
  { key: 'advice', header: 'Que faire' },
  { key: 'occurrences', header: 'Nombre' },
  { key: 'line', header: 'Ligne du fichier' },
];

/**
 * The problems of a file as French spreadsheets open them: UTF-8 announced by its mark, semicolons, and no cell that a
 * spreadsheet would take for a formula, whatever names the file holds.
 */
export function problemsCsv(problems: readonly ProblemRecord[]): string {
  const rows = problems.map(({ severity, ...problem }) => ({
    ...problem,
    severity: severity === 'error' ? 'Erreur' : 'Avertissement',
  }));
  return stringify(rows, {
    header: true,
    columns: COLUMNS,
    delimiter: ';',
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}
