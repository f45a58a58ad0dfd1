import type { Database } from '../database.js';
import { readEntNames, type EntNames } from './ent-names.reader.js';

/** What a timetable shows; everything but the establishment and the days is optional. */
export interface SessionFilter {
  readonly establishmentId: string;
  readonly campusCode: string;
  /** Local dates, both included. */
  readonly from: string;
  readonly to: string;
  /** ENT id or exact name. */
  readonly class?: string | undefined;
  readonly teacher?: string | undefined;
  readonly group?: string | undefined;
  readonly room?: string | undefined;
  /** One session. */
  readonly id?: string | undefined;
}

/** `id` is null for what the file names and the ENT does not know. */
export interface NamedReference {
  readonly id: string | null;
  readonly name: string;
}

export interface SessionRecord {
  readonly id: string;
  readonly date: string;
  readonly startMinute: number;
  readonly endMinute: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly subject: { readonly code: string; readonly label: string };
  readonly teachers: readonly NamedReference[];
  readonly classes: readonly NamedReference[];
  readonly groups: readonly NamedReference[];
  readonly rooms: readonly string[];
  readonly state: 'planned' | 'cancelled';
  /** A person changed it in the ENT: imports leave it alone. */
  readonly editedByHand: boolean;
}

type SessionRow = Omit<SessionRecord, 'subject' | 'teachers' | 'classes' | 'groups'> & {
  readonly subjectKey: string;
  readonly teachers: readonly string[];
  readonly classes: readonly string[];
  readonly groups: readonly string[];
};

/** The timetable as the ENT shows it: calendar order, references with their names. */
export class SessionReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async list(filter: SessionFilter): Promise<SessionRecord[]> {
    const rows = await this.#database.sql.rows<SessionRow>(
      `SELECT id, date, start_minute AS "startMinute", end_minute AS "endMinute", starts_at AS "startsAt",
              ends_at AS "endsAt", subject_key AS "subjectKey", teachers, classes, groups, rooms, state,
              edited_by_hand AS "editedByHand"
         FROM session
        WHERE campus_code = $1 AND establishment_ids @> ARRAY[$2] AND date BETWEEN $3 AND $4
          AND ($5::text IS NULL OR classes && (
                SELECT array_append(array_agg(ent_id), $5) FROM class WHERE campus_code = $1 AND name = $5))
          AND ($6::text IS NULL OR teachers && (
                SELECT array_append(array_agg(ent_id), $6) FROM person
                 WHERE campus_code = $1 AND kind = 'teacher' AND $6 = concat_ws(' ', last_name, first_name)))
          AND ($7::text IS NULL OR groups && (
                SELECT array_append(array_agg(key), $7) FROM "group" WHERE campus_code = $1 AND name = $7))
          AND ($8::text IS NULL OR $8 = ANY (rooms))
          AND ($9::bigint IS NULL OR id = $9)
        ORDER BY starts_at, id`,
      [
        filter.campusCode,
        filter.establishmentId,
        filter.from,
        filter.to,
        filter.class,
        filter.teacher,
        filter.group,
        filter.room,
        filter.id,
      ],
    );
    const names = await this.#namesFor(filter.campusCode, rows);
    const subjects = await this.#subjects(filter.establishmentId);
    return rows.map(({ subjectKey, ...row }) => ({
      ...row,
      subject: subjects.get(subjectKey) ?? { code: subjectKey, label: subjectKey },
      teachers: row.teachers.map((id) => named(id, names.teachers, names.labels, 'teacher')),
      classes: row.classes.map((id) => named(id, names.classes, names.labels, 'class')),
      groups: row.groups.map((id) => named(id, names.groups, names.labels, 'group')),
    }));
  }

  #namesFor(campusCode: string, rows: readonly SessionRow[]): Promise<EntNames> {
    const distinct = (list: (row: SessionRow) => readonly string[]): string[] => [
      ...new Set(rows.flatMap(list)),
    ];
    const teachers = distinct((row) => row.teachers);
    const classes = distinct((row) => row.classes);
    const unknown = (kind: string, ids: readonly string[]): string[] =>
      ids.filter(isUnmatched).map((id) => `${kind}:${id.slice(1)}`);
    return readEntNames(this.#database.sql, campusCode, {
      teachers,
      classes,
      groups: distinct((row) => row.groups),
      matchKeys: [...unknown('teacher', teachers), ...unknown('class', classes)],
    });
  }

  async #subjects(establishmentId: string): Promise<Map<string, { code: string; label: string }>> {
    const rows = await this.#database.sql.rows<{ key: string; code: string; label: string }>(
      'SELECT key, code, label FROM subject WHERE establishment_id = $1',
      [establishmentId],
    );
    return new Map(rows.map(({ key, code, label }) => [key, { code, label }]));
  }
}

/** `?<match key>` stands for what the ENT does not know. */
const isUnmatched = (reference: string): boolean => reference.startsWith('?');

function named(
  reference: string,
  names: ReadonlyMap<string, string>,
  labels: ReadonlyMap<string, string>,
  kind: string,
): NamedReference {
  if (!isUnmatched(reference)) return { id: reference, name: names.get(reference) ?? reference };
  const key = reference.slice(1);
  return { id: null, name: labels.get(`${kind}:${key}`) ?? key };
}
