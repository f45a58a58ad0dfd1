import type { HandedAttempt } from '@timetable/domain';
import { frenchInteger } from '@timetable/domain/french';

/** So many establishments are named; a summary has room for 400 bytes. */
const MOST_NAMED = 4;

/** The line of one import in the Temporal UI. */
export function importSummary({ importId, attempt, origin, establishments }: HandedAttempt): string {
  const how = origin === 'manual' ? 'Import manuel' : 'Dépôt automatique';
  const named = establishments.slice(0, MOST_NAMED).join(', ');
  const others = establishments.length - MOST_NAMED;
  const more = others > 0 ? ` et ${others} de plus` : '';
  const passage = attempt === 1 ? '' : ` · passage n° ${attempt}`;
  return `${how} · ${named}${more}${passage} · ${importId}`;
}

/** What an operator reads as « Current Details » of a campus's queue. */
export function queueDetails(waiting: number): string {
  if (waiting === 0) return 'Au dernier passage, aucun fichier n’attendait son tour.';
  return waiting === 1
    ? 'Au dernier passage, un fichier attendait son tour.'
    : `Au dernier passage, ${frenchInteger(waiting)} fichiers attendaient leur tour.`;
}
