import type { Database } from '../database.js';
import { rowCount } from '../query-builder.js';
import { labelKeysOf, named, readEntNames, type EntNames, type NamedReference } from './ent-names.reader.js';
import { readSubjectNames, type SubjectName } from './subjects.js';
import { sessionMatches, type SessionFilter } from './session-filter.js';
import { findReferences, type SessionReferences, type WantedReferences } from './session-references.js';

export interface SessionRecord {
  readonly id: string;
  readonly date: string;
  readonly startMinute: number;
  readonly endMinute: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly subject: SubjectName;
  readonly teachers: readonly NamedReference[];
  readonly classes: readonly NamedReference[];
  readonly groups: readonly NamedReference[];
  readonly rooms: readonly string[];
  readonly state: 'planned' | 'cancelled';
  /** A person changed it in the ENT: imports leave it alone. */
  readonly editedByHand: boolean;
  /** The import that made it, or changed it last. */
  readonly updatedBy: string;
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

  /** Ids and keys that the arrays of sessions hold for what a reader names. */
  references(
    campusCode: string,
    days: { readonly from: string; readonly to: string },
    wanted: WantedReferences,
  ): Promise<SessionReferences> {
    return findReferences(this.#database.query, { campusCode, ...days }, wanted);
  }

  async count(filter: SessionFilter): Promise<number> {
    const { total } = await this.#database.query
      .selectFrom('session')
      .where(sessionMatches(filter))
      .select(rowCount.as('total'))
      .executeTakeFirstOrThrow();
    return total;
  }

  /** In calendar order, at most so many. */
  async list(filter: SessionFilter, limit: number): Promise<SessionRecord[]> {
    const rows = await this.#database.query
      .selectFrom('session')
      .select(['id', 'date', 'startMinute', 'endMinute', 'startsAt', 'endsAt', 'subjectKey', 'teachers'])
      .select(['classes', 'groups', 'rooms', 'state', 'editedByHand', 'updatedBy'])
      .where(sessionMatches(filter))
      .orderBy('date')
      .orderBy('startMinute')
      .orderBy('id')
      .limit(limit)
      .execute();
    const names = await this.#namesFor(filter.campusCode, rows);
    const subjectKeys = [...new Set(rows.map(({ subjectKey }) => subjectKey))];
    const subjects = await readSubjectNames(this.#database.query, [filter.establishmentId], subjectKeys);
    return rows.map(({ subjectKey, ...row }) => ({
      ...row,
      subject: subjects.get(subjectKey) ?? { code: subjectKey, label: subjectKey },
      teachers: row.teachers.map((id) => named('teacher', id, names)),
      classes: row.classes.map((id) => named('class', id, names)),
      groups: row.groups.map((id) => named('group', id, names)),
    }));
  }

  /**
   * First and last day with a session of the campus in that year, which may be outside of the year's own dates; undefined
   * when it has none.
   */
  async daysOfYear(
    campusCode: string,
    schoolYear: string,
  ): Promise<{ readonly from: string; readonly to: string } | undefined> {
    const { from, to } = await this.#database.query
      .selectFrom('session')
      .select((session) => [
        session.fn.min<string | null>('date').as('from'),
        session.fn.max<string | null>('date').as('to'),
      ])
      .where('schoolYear', '=', schoolYear)
      .where('campusCode', '=', campusCode)
      .executeTakeFirstOrThrow();
    return from === null || to === null ? undefined : { from, to };
  }

  #namesFor(campusCode: string, rows: readonly SessionRow[]): Promise<EntNames> {
    const distinct = (list: (row: SessionRow) => readonly string[]): string[] => [
      ...new Set(rows.flatMap(list)),
    ];
    const teachers = distinct((row) => row.teachers);
    const classes = distinct((row) => row.classes);
    const groups = distinct((row) => row.groups);
    return readEntNames(this.#database.query, campusCode, {
      teachers,
      classes,
      groups,
      matchKeys: [
        ...labelKeysOf('teacher', teachers),
        ...labelKeysOf('class', classes),
        ...labelKeysOf('group', groups),
      ],
    });
  }
}
