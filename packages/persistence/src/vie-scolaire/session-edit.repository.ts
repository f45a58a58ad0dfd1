import { zonedInstant } from '@timetable/domain';
import { recordAudit } from '../audit/audit.repository.js';
import type { Actor } from '../campus/campus.repository.js';
import type { Database } from '../database.js';
import { assertUnlocked } from '../reading/lock.reader.js';
import type { Sql } from '../sql.js';

/** What a person changes of one session; what is undefined stays. */
export interface SessionEdit {
  readonly rooms?: readonly string[] | undefined;
  /** ENT ids; whoever was not matched goes with the list. */
  readonly teachers?: readonly string[] | undefined;
  readonly state?: 'planned' | 'cancelled' | undefined;
  /** Local minutes from midnight. */
  readonly endMinute?: number | undefined;
  /** False gives the session back to imports: the next one makes it what the file says. @default true */
  readonly editedByHand?: boolean | undefined;
}

export type SessionEditResult =
  | { readonly edited: true }
  | { readonly edited: false; readonly reason: 'unknown_session' | 'ends_before_start' }
  | { readonly edited: false; readonly reason: 'unknown_teachers'; readonly ids: readonly string[] };

interface EditedSession {
  readonly establishmentIds: readonly string[];
  readonly schoolYear: string;
  readonly date: string;
  readonly startMinute: number;
}

/** Hand edits of sessions in *vie scolaire*: imports keep them, and list what the file says instead. */
export class SessionEditRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * @param session `timeZone` is that of the establishment it is edited in
   * @throws EstablishmentLocked while an import holds one of the session's establishments
   */
  async edit(
    session: {
      readonly id: string;
      readonly campusCode: string;
      readonly establishmentId: string;
      readonly timeZone: string;
    },
    edit: SessionEdit,
    actor: Actor,
  ): Promise<SessionEditResult> {
    const { id, campusCode, timeZone } = session;
    return this.#database.transaction(async (tx) => {
      const found = await findSession(tx, session);
      if (found === undefined) return { edited: false, reason: 'unknown_session' };
      await assertUnlocked(tx, found.establishmentIds);
      const strangers = await strangersAmong(tx, campusCode, edit.teachers ?? []);
      if (strangers.length > 0) return { edited: false, reason: 'unknown_teachers', ids: strangers };
      const { endMinute } = edit;
      if (endMinute !== undefined && endMinute <= found.startMinute)
        return { edited: false, reason: 'ends_before_start' };
      await tx.run(
        `UPDATE session
            SET rooms = coalesce($3::text[], rooms), teachers = coalesce($4::text[], teachers),
                state = coalesce($5, state), end_minute = coalesce($6, end_minute),
                ends_at = coalesce($7::timestamptz, ends_at), edited_by_hand = $8
          WHERE id = $1 AND school_year = $2`,
        [
          id,
          found.schoolYear,
          edit.rooms && sorted(edit.rooms),
          edit.teachers && sorted(edit.teachers),
          edit.state,
          endMinute,
          endMinute === undefined ? undefined : zonedInstant(found.date, endMinute, timeZone),
          edit.editedByHand ?? true,
        ],
      );
      // Plans computed on the former session are out of date.
      await tx.run('UPDATE establishment SET base_version = base_version + 1 WHERE id = ANY ($1)', [
        found.establishmentIds,
      ]);
      const fields = Object.entries(edit).flatMap(([field, value]) => (value === undefined ? [] : [field]));
      recordAudit(tx, {
        at: actor.at,
        actor: actor.login,
        action: 'session.edited',
        campusCode,
        subject: id,
        detail: { fields },
      });
      return { edited: true };
    });
  }
}

/** As imports write them: equal sets are equal arrays. */
const sorted = (items: readonly string[]): string[] => [...new Set(items)].sort();

/** Of a year that goes on, and of that establishment among others. */
function findSession(
  tx: Sql,
  {
    id,
    campusCode,
    establishmentId,
  }: { readonly id: string; readonly campusCode: string; readonly establishmentId: string },
): Promise<EditedSession | undefined> {
  return tx.first<EditedSession & Record<string, unknown>>(
    `SELECT establishment_ids AS "establishmentIds", school_year AS "schoolYear", date,
            start_minute AS "startMinute"
       FROM session
      WHERE id = $1 AND campus_code = $2 AND establishment_ids @> ARRAY[$3]
        AND school_year IN (SELECT label FROM school_year WHERE establishment_id = $3 AND state <> 'closed')`,
    [id, campusCode, establishmentId],
  );
}

async function strangersAmong(tx: Sql, campusCode: string, teachers: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `SELECT id FROM unnest($2::text[]) AS wanted (id)
      WHERE NOT EXISTS (SELECT FROM person WHERE campus_code = $1 AND kind = 'teacher' AND ent_id = id AND present)`,
    [campusCode, teachers],
  );
  return rows.map(({ id }) => id);
}
