import { frenchInteger } from '@timetable/domain/french';

/** What an operator reads as « Current Details » of a campus's queue. */
export function queueDetails(waiting: number): string {
  if (waiting === 0) return 'Au dernier passage, aucun fichier n’attendait son tour.';
  return waiting === 1
    ? 'Au dernier passage, un fichier attendait son tour.'
    : `Au dernier passage, ${frenchInteger(waiting)} fichiers attendaient leur tour.`;
}
