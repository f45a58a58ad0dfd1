import type { ReferredKind } from '@timetable/domain';
import { z } from 'zod';
import type { Database } from '../database.js';
import { labelKeysOf, named, readEntNames, type NamedReference } from '../reading/ent-names.reader.js';

/** Whose sessions are shown: those of one establishment in one year. */
export interface TimetablePlace {
  readonly campusCode: string;
  readonly establishmentId: string;
  readonly schoolYear: string;
}

/** Somebody or something that has sessions, or could. */
export interface ChoiceRecord extends NamedReference {
  /** Planned in the year. */
  readonly sessions: number;
}

/** A lesson of the week as it comes back: its weeks, by their Mondays in order. */
export interface WeeklyLesson {
  readonly weekday: number;
  readonly startMinute: number;
  readonly endMinute: number;
  readonly mondays: readonly string[];
}

const COUNT = z.object({ reference: z.string(), sessions: z.int() });
const LESSON = z.object({
  weekday: z.int(),
  startMinute: z.int(),
  endMinute: z.int(),
  mondays: z.array(z.string()),
});
const CLASS = z.object({ id: z.string() });

const COLUMNS = { teacher: 'teachers', class: 'classes', group: 'groups' } as const;

/** What a timetable can be looked at by, and when its lessons are held. */
export class TimetableOutlineReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Those that sessions name, and the classes that the ENT has there; in no order. */
  async choices(kind: ReferredKind, place: TimetablePlace): Promise<ChoiceRecord[]> {
    const { campusCode, establishmentId } = place;
    const counted = await this.#count(COLUMNS[kind], place);
    const classes =
      kind === 'class' ? await this.#database.sql.rows(CLASS, CLASSES, [campusCode, establishmentId]) : [];
    const sessions = new Map(counted.map((row) => [row.reference, row.sessions]));
    const references = [...new Set([...sessions.keys(), ...classes.map(({ id }) => id)])];
    const names = await readEntNames(this.#database.query, campusCode, {
      ...{ teachers: references, classes: references, groups: references },
      matchKeys: labelKeysOf(kind, references),
    });
    return references.map((reference) => ({
      ...named(kind, reference, names),
      sessions: sessions.get(reference) ?? 0,
    }));
  }

  async rooms(place: TimetablePlace): Promise<{ readonly name: string; readonly sessions: number }[]> {
    const rows = await this.#count('rooms', place);
    return rows.map(({ reference: name, sessions }) => ({ name, sessions }));
  }

  lessons({ campusCode, establishmentId, schoolYear }: TimetablePlace): Promise<WeeklyLesson[]> {
    return this.#database.sql.rows(LESSON, LESSONS, [campusCode, schoolYear, [establishmentId]]);
  }

  #count(column: 'teachers' | 'classes' | 'groups' | 'rooms', place: TimetablePlace) {
    const { campusCode, schoolYear, establishmentId } = place;
    return this.#database.sql.rows(COUNT, countOf(column), [campusCode, schoolYear, [establishmentId]]);
  }
}

const SESSIONS = `session WHERE campus_code = $1 AND school_year = $2 AND establishment_ids @> $3::text[] AND state = 'planned'`;

const countOf = (column: string): string => `
  SELECT reference, count(*)::int AS sessions
    FROM (SELECT unnest(${column}) AS reference FROM ${SESSIONS}) AS named
   GROUP BY reference`;

const CLASSES = `
  SELECT ent_id AS id FROM class WHERE campus_code = $1 AND establishment_id = $2 AND absent_since IS NULL`;

const LESSONS = `
  SELECT extract(isodow FROM date)::int AS weekday, start_minute::int AS "startMinute", end_minute::int AS "endMinute",
         array_agg(DISTINCT to_char(date_trunc('week', date), 'YYYY-MM-DD')) AS mondays
    FROM ${SESSIONS}
   GROUP BY extract(isodow FROM date), start_minute, end_minute, subject_key, audience, teachers`;
