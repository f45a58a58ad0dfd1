import type { Counts } from '@timetable/domain';
import { z } from 'zod';
import type { Transaction } from '../transaction.js';
import { DIFFERING_SESSIONS, isDiffering } from './session-series.js';
import {
  columns,
  SESSION_CONTENT,
  changedSessionJson,
  sessionJson,
  sessionLabel,
} from './session-content.js';

export interface PublishSessionsInput {
  readonly importId: string;
  readonly campusCode: string;
  readonly schoolYear: string;
  /** Sessions that start at this instant or before are left alone; undefined: none is. */
  readonly frozenBefore: Date | undefined;
}

/**
 * Applies the stored differences. Before it changes a session it keeps its content in `import_change`, so that the import
 * can be undone; sessions it creates bear its id.
 */
export async function publishSessions(tx: Transaction, input: PublishSessionsInput): Promise<Counts> {
  const params = [input.importId, input.schoolYear, input.frozenBefore ?? null, input.campusCode];
  const planned = await tx.rows(TYPE, TYPES, [input.importId]);
  const mayPart = planned.some(({ type }) => type === 'moved' || type === 'revived');
  if (mayPart) await tx.run(PART_AT_BOUND, params);
  const found = mayPart ? await tx.rows(TYPE, TYPES, [input.importId]) : planned;
  const hasAny = (...types: readonly string[]): boolean => found.some(({ type }) => types.includes(type));
  const kept = hasAny('modified', 'moved', 'cancelled', 'revived')
    ? await tx.rows(TYPE_COUNT, KEEP_BEFORE, params)
    : [];
  if (hasAny('modified', 'moved', 'revived')) await tx.run(UPDATE, params);
  if (hasAny('cancelled')) await tx.run(CANCEL, params);
  if (hasAny('edited_by_hand')) {
    await tx.run(LIST_EDITED, params);
    await tx.run(SETTLE_EDITED, params);
  }
  if (hasAny('kept')) await tx.run(LIST_KEPT, params);
  const created = hasAny('created') ? await tx.run(CREATE, params) : 0;
  const keptCount = (type: string): number => kept.find((row) => row.type === type)?.count ?? 0;
  return {
    sessionsCreated: created,
    sessionsModified: keptCount('modified'),
    sessionsMoved: keptCount('moved'),
    sessionsCancelled: keptCount('cancelled'),
    sessionsRevived: keptCount('revived'),
  };
}

const TYPE = z.object({ type: z.string() });
const TYPE_COUNT = TYPE.extend({ count: z.int() });

/** A statement for a kind of difference that does not occur still looks at all of them: it is spared. */
const TYPES = 'SELECT DISTINCT type FROM session_diff WHERE import_id = $1';

/** The differences of import $1 with both their sides; $2 year, $3 bound, $4 campus: a year's table holds all of them. */
const DIFFERENCES = `
  (SELECT type, session_id, line, current_hash FROM session_diff WHERE import_id = $1) AS diff`;
const AUDIENCE = ['audience', 'groups', 'classes', 'establishment_ids'];
const FILE = `${DIFFERING_SESSIONS} AS file`;
const CURRENT = `session AS current`;
const NOT_FROZEN = (alias: string): string =>
  `($3::timestamptz IS NULL OR ${alias}.starts_at > $3::timestamptz)`;
const COMPARED = `current.school_year = $2 AND current.campus_code = $4 AND current.id = diff.session_id AND ${isDiffering('current')} AND ${NOT_FROZEN('current')}`;
const CHANGED = `${COMPARED} AND NOT current.edited_by_hand`;

/**
 * Between plan and publication the bound has passed over one place of a session and not the other: it is not moved out of the past,
 * nor into it. What is to come is cancelled when it stands in the current state, created when it stands in the file.
 */
const PART_AT_BOUND = `
  UPDATE session_diff AS diff
     SET type = CASE WHEN file.starts_at > $3::timestamptz THEN 'created' WHEN diff.type = 'moved' THEN 'cancelled' ELSE 'frozen' END,
         session_id = CASE WHEN file.starts_at <= $3::timestamptz THEN diff.session_id END,
         line = CASE WHEN file.starts_at > $3::timestamptz THEN diff.line END
    FROM ${DIFFERING_SESSIONS} AS file, ${CURRENT}
   WHERE diff.import_id = $1 AND diff.type IN ('moved', 'revived') AND file.line = diff.line
     AND current.school_year = $2 AND current.campus_code = $4 AND current.id = diff.session_id AND ${isDiffering('current')}
     AND (file.starts_at > $3::timestamptz) <> (current.starts_at > $3::timestamptz)`;

const KEEP_BEFORE = `
  WITH kept AS (
    INSERT INTO import_change (import_id, kind, type, key, label, before, after)
    SELECT $1, 'session', diff.type, current.id::text,
           CASE WHEN diff.type = 'moved' THEN ${sessionLabel('current', 'file')} ELSE ${sessionLabel('current')} END,
           ${sessionJson('current', 'current.state')},
           CASE WHEN diff.type = 'cancelled' THEN '{"state": "cancelled"}'
                ELSE ${changedSessionJson('current', 'file', `'planned'`)} END
      FROM ${DIFFERENCES}
      JOIN ${CURRENT} ON ${CHANGED}
      LEFT JOIN ${FILE} ON file.line = diff.line
     WHERE diff.type IN ('modified', 'moved', 'cancelled', 'revived')
     ORDER BY current.date, current.start_minute, current.id
    RETURNING type
  )
  SELECT type, count(*)::int AS count FROM kept GROUP BY type`;

const UPDATE = `
  UPDATE ${CURRENT} SET (${columns(SESSION_CONTENT)}) = ROW (${columns(SESSION_CONTENT, 'file')}), state = 'planned',
                     -- A cancelled one stood for nothing: what it was is not to be looked for.
                     former_content = CASE WHEN current.state = 'planned' THEN diff.current_hash END,
                     updated_by = $1
    FROM ${DIFFERENCES}, ${FILE}
   WHERE ${CHANGED} AND diff.type IN ('modified', 'moved', 'revived') AND file.line = diff.line`;

const CANCEL = `
  UPDATE ${CURRENT} SET state = 'cancelled', updated_by = $1
    FROM ${DIFFERENCES}
   WHERE ${CHANGED} AND diff.type = 'cancelled'`;

/** Sessions edited by hand that the file would have changed: not touched, and listed with what the file says of them. */
const LIST_EDITED = `
  INSERT INTO import_change (import_id, kind, type, key, label, before, after)
  SELECT $1, 'session', 'edited_by_hand', current.id::text, ${sessionLabel('current')}, ${sessionJson('current', 'current.state')},
         CASE WHEN file.line IS NOT NULL THEN ${sessionJson('file', `'planned'`)} END
    FROM ${DIFFERENCES}
    JOIN ${CURRENT} ON ${COMPARED} AND current.edited_by_hand
    LEFT JOIN ${FILE} ON file.line = diff.line
   WHERE diff.type = 'edited_by_hand'
   ORDER BY current.date, current.start_minute, current.id`;

/** Sessions that the file may speak of where it cannot be read: not touched, and listed. */
const LIST_KEPT = `
  INSERT INTO import_change (import_id, kind, type, key, label, before, after)
  SELECT $1, 'session', 'kept', current.id::text, ${sessionLabel('current')}, ${sessionJson('current', 'current.state')}, '{}'
    FROM ${DIFFERENCES}
    JOIN ${CURRENT} ON ${COMPARED}
   WHERE diff.type = 'kept'
   ORDER BY current.date, current.start_minute, current.id`;

/** Whom a session edited by hand is for follows the matching, like every other's: nobody edits that. */
const SETTLE_EDITED = `
  UPDATE ${CURRENT} SET (${columns(AUDIENCE)}) = ROW (${columns(AUDIENCE, 'file')}), updated_by = $1
    FROM ${DIFFERENCES}, ${FILE}
   WHERE ${COMPARED} AND diff.type = 'edited_by_hand' AND file.line = diff.line AND current.audience <> file.audience`;

/** In calendar order, as it will be read. */
const CREATE = `
  INSERT INTO session (school_year, campus_code, created_by, updated_by, state, ${columns(SESSION_CONTENT)})
  SELECT $2, $4, $1, $1, CASE WHEN is_cancelled THEN 'cancelled' ELSE 'planned' END, ${columns(SESSION_CONTENT, 'file')}
    FROM ${DIFFERENCES}
    JOIN ${FILE} ON file.line = diff.line
   WHERE diff.type = 'created' AND ${NOT_FROZEN('file')}
   ORDER BY file.date, file.start_minute`;
