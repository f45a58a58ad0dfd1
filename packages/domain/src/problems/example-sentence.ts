interface Example {
  readonly place?: string | undefined;
  readonly value?: string | undefined;
  readonly line?: number | undefined;
}

/** Problems whose value says in words what their place does not: what is missing, which room, which day. */
const TELLING: ReadonlySet<string> = new Set([
  'row_missing',
  'overlap_room',
  'session_on_closed_day',
  'session_outside_year',
  'course_group_narrowed',
  'course_part_without_pupils',
  'subject_code_duplicate',
]);

/**
 * « cours de MATHÉMATIQUES, 6A, lundi à 10 h 00  – salle n° 9 : 3 renvois (ligne 331) »: where to find one in EDT, the line of the
 * file last, for whoever helps; empty: nothing tells.
 */
export function exampleSentence(code: string, { place, value, line }: Example): string {
  const told = place === undefined || TELLING.has(code) ? [place, value] : [place];
  const where = told.filter((part) => part !== undefined).join(' – ');
  if (line === undefined) return where;
  return where === '' ? `ligne ${line}` : `${where} (ligne ${line})`;
}
