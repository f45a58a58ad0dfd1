import type { SessionDiffInput } from '@timetable/domain';
import { z } from 'zod';
import type { Transaction } from '../transaction.js';
import { SESSION_CHANGES } from './change-types.js';
import { sessionJson } from './session-content.js';
import { preferSets } from './session-diff.js';
import { DIFFERING_SESSIONS } from './session-series.js';

interface UndoingInput extends Pick<SessionDiffInput, 'target' | 'schoolYear' | 'frozenBefore'> {
  readonly importId: string;
  readonly lastImportId: string;
  /** Local date from which memberships are compared. */
  readonly on: string;
}

const ANSWER = z.object({ isUndoing: z.boolean() });

/**
 * Whether the staged import gives back what the last one found: every session that would change gets its content of
 * before, every one that the last import changed and that is still to come is among them, and no membership ends that the
 * last import did not begin.
 */
export async function undoesImport(tx: Transaction, input: UndoingInput): Promise<boolean> {
  await preferSets(tx);
  const { importId, lastImportId, target, schoolYear, frozenBefore, on } = input;
  const establishmentIds = target.establishments.map(({ id }) => id);
  const bound = frozenBefore ?? null;
  const sessions = [importId, lastImportId, schoolYear, target.campusCode, bound];
  const memberships = [importId, lastImportId, schoolYear, target.campusCode, establishmentIds, on];
  const answers = [
    await tx.first(ANSWER, SESSIONS_GIVEN_BACK, sessions),
    await tx.first(ANSWER, MEMBERSHIPS_GIVEN_BACK, memberships),
  ];
  return answers.every((answer) => answer?.isUndoing === true);
}

/** $1 import, $2 the last one, $3 year, $4 campus, $5 bound: what starts before is out of reach for both. */
const SESSIONS_GIVEN_BACK = `
  WITH change AS MATERIALIZED (
    SELECT key, before FROM import_change WHERE import_id = $2 AND kind = 'session' AND type <> 'edited_by_hand'
  ),
  diff AS MATERIALIZED (
    SELECT type, session_id, line FROM session_diff
     WHERE import_id = $1 AND type IN ${SESSION_CHANGES}
  ),
  done AS MATERIALIZED (
    SELECT current.id, change.before
      FROM session AS current
      LEFT JOIN change ON change.key = current.id::text
     WHERE current.school_year = $3 AND current.campus_code = $4 AND NOT current.edited_by_hand
       AND ($5::timestamptz IS NULL OR current.starts_at > $5::timestamptz)
       AND (change.key IS NOT NULL OR (current.created_by = $2 AND current.state = 'planned'))
  )
  SELECT NOT EXISTS (
           SELECT FROM diff
             LEFT JOIN done ON done.id = diff.session_id
             LEFT JOIN ${DIFFERING_SESSIONS} AS file ON file.line = diff.line
            WHERE CASE WHEN done.id IS NULL THEN true
                       WHEN diff.type = 'cancelled' THEN coalesce(done.before ->> 'state', 'cancelled') <> 'cancelled'
                       ELSE done.before IS DISTINCT FROM ${sessionJson('file', `'planned'`)} END)
         AND NOT EXISTS (SELECT FROM done WHERE id NOT IN (SELECT session_id FROM diff WHERE session_id IS NOT NULL))
         AS "isUndoing"`;

/** $1 import, $2 the last one, $3 year, $4 campus, $5 establishments, $6 date. */
const MEMBERSHIPS_GIVEN_BACK = `
  SELECT NOT EXISTS (
    SELECT FROM group_membership AS member
      JOIN "group" ON "group".id = member.group_id
     WHERE "group".school_year = $3 AND "group".campus_code = $4 AND "group".establishment_ids <@ $5::text[]
       AND member.role = 'pupil' AND member.ends_on >= $6::date
       AND NOT EXISTS (SELECT FROM membership_staging AS wanted
                        WHERE wanted.import_id = $1 AND wanted.group_key = "group".key
                          AND wanted.role = member.role AND wanted.person_id = member.person_id)
       AND NOT EXISTS (SELECT FROM import_change AS change
                        WHERE change.import_id = $2 AND change.kind = 'membership' AND change.type = 'created'
                          AND change.key = concat_ws('/', "group".key, member.role, member.person_id))
  ) AS "isUndoing"`;
