import type { SessionState } from './session.entity.js';

// import-rules §3, « Identity of sessions », over the sessions that differ: each way takes what the ways before it left, one to one,
// and the n-th of the file goes with the n-th of the current state. All of it is one statement over whole sets.

/**
 * What both sides know of a session, in few bytes, however large the arrays behind: `lesson` is a hash of subject and audience,
 * `taught` of subject and teachers, `content` of everything; `former` is the content it had before its last change, which a file
 * that takes the change back says again. `place` orders each side: by date and start, then by what makes sessions alike.
 */
export const PAIRING_COLUMNS = [
  'to_come',
  'date',
  'week',
  'start_minute',
  'length',
  'lesson',
  'taught',
  'teachers',
  'content',
  'former',
  'place',
] as const;

type PairingColumn = (typeof PAIRING_COLUMNS)[number];

interface Way {
  /** What is the same on both sides. What has begun is never paired with what is to come: the past is frozen. */
  readonly by: readonly PairingColumn[] | 'shared audience';
  readonly state: SessionState;
}

const SAME_HOUR = ['date', 'start_minute', 'lesson'] as const;
const SAME_DAY = ['date', 'lesson'] as const;
const SAME_WEEK = ['week', 'lesson', 'teachers'] as const;

/** A pass takes the surest pair of each that could go together; what is left after three is no longer told apart. */
const AUDIENCE_PASSES = 3;

/** At the same hour, whatever became of room, end, and teachers. */
const inPlace = (state: SessionState): Way[] => [
  { by: [...SAME_HOUR, 'teachers'], state },
  { by: SAME_HOUR, state },
];

/** For somebody else in part, at another hour, on another day. */
const elsewhere = (state: SessionState): Way[] => [
  ...Array.from({ length: AUDIENCE_PASSES }, (): Way => ({ by: 'shared audience', state })),
  { by: [...SAME_DAY, 'teachers'], state },
  { by: SAME_DAY, state },
  { by: [...SAME_WEEK, 'length', 'start_minute'], state },
  { by: [...SAME_WEEK, 'length'], state },
  { by: SAME_WEEK, state },
];

/**
 * The surest first. A cancelled session that the file gives back as it was, or in its place, is surer than another one that would
 * have to move; moving a planned one is surer than waking a cancelled one elsewhere.
 */
const WAYS: readonly Way[] = [
  { by: ['former'], state: 'planned' },
  { by: ['content'], state: 'cancelled' },
  { by: ['former'], state: 'cancelled' },
  ...inPlace('planned'),
  ...inPlace('cancelled'),
  ...elsewhere('planned'),
  ...elsewhere('cancelled'),
];

const FIRST_BY_AUDIENCE = WAYS.findIndex(({ by }) => by === 'shared audience');

/**
 * Common table expressions from `file_left_0` (line and PAIRING_COLUMNS) and `current_left_0` (id, state and PAIRING_COLUMNS) to
 * `pair` (line, id).
 * @param audiences those of `file_audience` (line, item) and `current_audience` (id, item and what is related to it), over what the
 *   ways before the first that asks for them leave
 */
export const pairing = (audiences: (left: Left) => string): string => `
  ${WAYS.map(({ by, state }, before) => {
    const left = { file: `file_left_${before}`, current: `current_left_${before}` };
    const pairs = by === 'shared audience' ? bySharedAudience(left, state) : byEquality(left, by, state);
    return `${before === FIRST_BY_AUDIENCE ? `${audiences(left)},` : ''}
  pair_${before + 1} AS MATERIALIZED (${pairs}),
  ${remaining('file', 'line', before)},
  ${remaining('current', 'id', before)}`;
  }).join(',')},
  pair AS (${WAYS.map((_, before) => `SELECT line, id FROM pair_${before + 1}`).join(' UNION ALL ')})`;

interface Left {
  readonly file: string;
  readonly current: string;
}

/** What the pairs of a way leave to the next. */
function remaining(side: keyof Left, key: 'line' | 'id', before: number): string {
  const left = `${side}_left_${before}`;
  const pairs = `pair_${before + 1}`;
  return `${side}_left_${before + 1} AS MATERIALIZED (
    SELECT * FROM ${left} WHERE NOT EXISTS (SELECT FROM ${pairs} WHERE ${pairs}.${key} = ${left}.${key})
  )`;
}

function byEquality(left: Left, by: readonly PairingColumn[], state: SessionState): string {
  const same = ['to_come', ...by].join(', ');
  const ranked = (key: string): string =>
    `SELECT ${key}, ${same}, row_number() OVER (PARTITION BY ${same} ORDER BY place) AS rank`;
  return `
    SELECT line, id
      FROM (${ranked('line')} FROM ${left.file}) AS file
      JOIN (${ranked('id')} FROM ${left.current} WHERE state = '${state}') AS current USING (${same}, rank)`;
}

/**
 * Among sessions of one subject, hour and teachers, those that share an item are candidates, the n-th of an item with the n-th; of
 * the candidates the pair that shares most is taken, when neither of the two has a better one.
 */
function bySharedAudience(left: Left, state: SessionState): string {
  const same = 'to_come, date, start_minute, taught, item';
  const ranked = (key: string, side: keyof Left): string =>
    `SELECT ${key}, place AS ${side}_place, ${same}, row_number() OVER (PARTITION BY ${same} ORDER BY place) AS rank
       FROM ${left[side]} JOIN ${side}_audience USING (${key})`;
  const best = (key: string): string =>
    `row_number() OVER (PARTITION BY ${key} ORDER BY shared DESC, file_place, current_place) AS of_${key}`;
  return `
    SELECT line, id
      FROM (SELECT line, id, ${best('line')}, ${best('id')}
              FROM (SELECT line, id, file_place, current_place, count(*) AS shared
                      FROM (${ranked('line', 'file')}) AS file
                      JOIN (${ranked('id', 'current')} WHERE state = '${state}') AS current USING (${same}, rank)
                     GROUP BY line, id, file_place, current_place) AS candidate) AS judged
     WHERE of_line = 1 AND of_id = 1`;
}
