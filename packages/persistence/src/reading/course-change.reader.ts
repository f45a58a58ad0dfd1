import {
  audienceName,
  audienceReferences,
  type CourseChange,
  type CoursePlace,
  type PlanNames,
} from '@timetable/domain';
import type { Database } from '../database.js';
import type { CoursePlaceRow } from '../imports/import.entity.js';
import { readPlanNames } from './plan-names.reader.js';

/** What an import changes of weekly courses, by name, as its report tells it. */
export class CourseChangeReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The biggest first; `total` also counts those that are not kept. */
  async list(importId: string): Promise<{ total: number; items: CourseChange[] }> {
    const { query } = this.#database;
    const found = await query
      .selectFrom('import')
      .select('courseChanges')
      .where('id', '=', importId)
      .executeTakeFirst();
    if (found === undefined) return { total: 0, items: [] };
    const { total, items } = found.courseChanges;
    const places = items.flatMap(({ before, after }) => [before, after].filter((place) => place !== null));
    const names = await readPlanNames(query, importId, {
      subjects: items.map(({ subjectKey }) => subjectKey),
      teachers: places.flatMap(({ teachers }) => teachers),
      pupils: [],
      ...audienceReferences(places.flatMap(({ audience }) => audience)),
    });
    return {
      total,
      items: items.map(({ subjectKey, before, after, ...change }) => ({
        ...change,
        subject: names.subject(subjectKey),
        before: before && withNames(before, names),
        after: after && withNames(after, names),
      })),
    };
  }
}

const withNames = (place: CoursePlaceRow, names: PlanNames): CoursePlace => ({
  ...place,
  teachers: place.teachers.map(names.teacher),
  audience: place.audience.map((item) => audienceName(item, names)),
});
