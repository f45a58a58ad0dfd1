import { localDateOf, yearAhead, yearInForce, zonedInstant } from '@timetable/domain';
import { recordAudit } from '../audit/audit.repository.js';
import type { Actor } from '../campus/campus.repository.js';
import type { Database } from '../database.js';
import { assertUnlocked } from '../reading/lock.reader.js';
import type { Transaction } from '../transaction.js';
import { bumpStateVersion } from './versions.js';

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
      const today = localDateOf(actor.at, timeZone);
      const found = await findSession(tx, { ...session, today });
      if (found === undefined) return { edited: false, reason: 'unknown_session' };
      await assertUnlocked(tx, found.establishmentIds);
      // Who teaches it already may go on, be they absent from the directory.
      const added = (edit.teachers ?? []).filter((teacher) => !found.teachers.includes(teacher));
      const strangers = await strangersAmong(tx, campusCode, added);
      if (strangers.length > 0) return { edited: false, reason: 'unknown_teachers', ids: strangers };
      const { endMinute } = edit;
      if (endMinute !== undefined && endMinute <= found.startMinute)
        return { edited: false, reason: 'ends_before_start' };
      await tx.query
        .updateTable('session')
        .set({
          ...(edit.rooms && { rooms: sorted(edit.rooms) }),
          ...(edit.teachers && { teachers: sorted(edit.teachers) }),
          ...(edit.state && { state: edit.state }),
          ...(endMinute !== undefined && {
            endMinute,
            endsAt: zonedInstant(found.date, endMinute, timeZone),
          }),
          editedByHand: edit.editedByHand ?? true,
        })
        .where('id', '=', id)
        .where('schoolYear', '=', found.schoolYear)
        .execute();
      await bumpStateVersion(tx, found.establishmentIds);
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

/** Of a year that is not over, and of that establishment among others. */
async function findSession(
  { query }: Transaction,
  {
    id,
    campusCode,
    establishmentId,
    today,
  }: {
    readonly id: string;
    readonly campusCode: string;
    readonly establishmentId: string;
    readonly today: string;
  },
) {
  const years = await query
    .selectFrom('schoolYear')
    .select(['label', 'startsOn'])
    .where('establishmentId', '=', establishmentId)
    .execute();
  const labels = [yearInForce(years, today), yearAhead(years, today)].flatMap((year) => year?.label ?? []);
  if (labels.length === 0) return undefined;
  return query
    .selectFrom('session')
    .select(['establishmentIds', 'schoolYear', 'date', 'startMinute', 'teachers'])
    .where('id', '=', id)
    .where('campusCode', '=', campusCode)
    .where((session) => session('establishmentIds', '@>', session.val([establishmentId])))
    .where('schoolYear', 'in', labels)
    .executeTakeFirst();
}

async function strangersAmong(
  { query }: Transaction,
  campusCode: string,
  teachers: readonly string[],
): Promise<string[]> {
  const known = await query
    .selectFrom('person')
    .select('entId')
    .where('campusCode', '=', campusCode)
    .where('kind', '=', 'teacher')
    .where((person) => person('entId', '=', person.fn.any(person.val(teachers))))
    .where('present', '=', true)
    .execute();
  const ids = new Set(known.map(({ entId }) => entId));
  return teachers.filter((id) => !ids.has(id));
}
