// What a session is made of, in the order of the tables' columns: every statement on sessions is written from these.

/** Everything an import states of a session: equal contents, nothing to write. */
export const SESSION_CONTENT = [
  'date',
  'start_minute',
  'subject_key',
  'audience',
  'teachers',
  'end_minute',
  'rooms',
  'groups',
  'classes',
  'starts_at',
  'ends_at',
  'establishment_ids',
] as const;

/** What a session keeps of its content when the file leaves this of it unsaid. */
export const KEPT_COLUMNS = {
  subject: ['subject_key'],
  audience: ['audience', 'classes', 'groups', 'establishment_ids'],
  teachers: ['teachers'],
  rooms: ['rooms'],
  end: ['end_minute', 'ends_at'],
} as const;

/** `a.date, a.start_minute…` */
export const columns = (names: readonly string[], alias?: string): string =>
  names.map((name) => (alias === undefined ? name : `${alias}.${name}`)).join(', ');

/** The whole content and state as JSON: what a roll-back restores, and what the plan shows as before and after. */
export const sessionJson = (alias: string, state: string): string =>
  `jsonb_build_object('state', ${state}, ${SESSION_CONTENT.map((name) => `'${name}', ${alias}.${name}`).join(', ')})`;

/** Of the content and state that a session takes, what differs from those it had: a change keeps the rest once. */
export const changedSessionJson = (before: string, after: string, state: string): string =>
  `jsonb_strip_nulls(jsonb_build_object('state', CASE WHEN ${before}.state <> ${state} THEN ${state} END, ${SESSION_CONTENT.map(
    (name) => `'${name}', CASE WHEN ${before}.${name} <> ${after}.${name} THEN ${after}.${name} END`,
  ).join(', ')}))`;

/** Both sides of a stored change of a session, whole: an `after` that has a `before` says only what differs. */
export const WHOLE_AFTER = `CASE WHEN kind = 'session' AND before IS NOT NULL THEN before || after ELSE after END`;

/** « MATHS · 03/11/2026 08:00 »; a session that is moved says where to. */
export const sessionLabel = (alias: string, movedTo?: string): string => {
  const label = `coalesce((SELECT label FROM subject WHERE subject.key = ${alias}.subject_key
                              AND establishment_id = ${alias}.establishment_ids[1]), ${alias}.subject_key)
                 || ' · ' || ${moment(alias)}`;
  return movedTo === undefined ? label : `${label} || ' → ' || ${moment(movedTo)}`;
};

const moment = (alias: string): string => `to_char(${alias}.date, 'DD/MM/YYYY ')
  || to_char(make_time(${alias}.start_minute / 60, ${alias}.start_minute % 60, 0), 'HH24:MI')`;
