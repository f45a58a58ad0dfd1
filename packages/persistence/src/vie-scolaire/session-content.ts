// What a session is made of, in the order of the tables' columns: every statement on sessions is written from these.

/** Identity inside a campus and a year; teachers, then rank, tell equal ones apart. */
export const SESSION_KEY = ['date', 'start_minute', 'subject_key', 'audience'] as const;

/** Everything an import states of a session: equal contents, nothing to write. */
export const SESSION_CONTENT = [
  ...SESSION_KEY,
  'teachers',
  'end_minute',
  'rooms',
  'groups',
  'classes',
  'starts_at',
  'ends_at',
  'establishment_ids',
  'course_key',
] as const;

/** What an import may change of a session that keeps its identity; its audience only when it is matched since. */
export const SESSION_CHANGEABLE = ['audience', ...SESSION_CONTENT.slice(SESSION_KEY.length)];

/** What a session keeps of its content when the file leaves this of it unsaid. A course's key names its subject and audience. */
export const KEPT_COLUMNS = {
  subject: ['subject_key', 'course_key'],
  audience: ['audience', 'classes', 'groups', 'establishment_ids', 'course_key'],
  teachers: ['teachers'],
  rooms: ['rooms'],
} as const;

/** `a.date, a.start_minute…` */
export const columns = (names: readonly string[], alias?: string): string =>
  names.map((name) => (alias === undefined ? name : `${alias}.${name}`)).join(', ');

/** The whole content and state as JSON: what a roll-back restores, and what the plan shows as before and after. */
export const sessionJson = (alias: string, state: string): string =>
  `jsonb_build_object('state', ${state}, ${SESSION_CONTENT.map((name) => `'${name}', ${alias}.${name}`).join(', ')})`;
