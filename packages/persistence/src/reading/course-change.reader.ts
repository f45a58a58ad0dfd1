import type { CourseChange, CoursePlace } from '@timetable/domain';
import type { Database } from '../database.js';
import type { CourseChangeRow, CoursePlaceRow } from '../imports/import.entity.js';
import { labelKeysOf, named, readEntNames, type EntNames } from './ent-names.reader.js';

/** What an import changes of weekly courses, by name, as its report tells it. */
export class CourseChangeReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The biggest first; `total` also counts those that are not kept. */
  async list(importId: string): Promise<{ total: number; items: CourseChange[] }> {
    const found = await this.#database.query
      .selectFrom('import')
      .select(['campusCode', 'establishmentIds', 'courseChanges'])
      .where('id', '=', importId)
      .executeTakeFirst();
    if (found === undefined) return { total: 0, items: [] };
    const { campusCode, establishmentIds, courseChanges } = found;
    const names = await this.#names(campusCode, courseChanges.items);
    const subjects = await this.#subjects(establishmentIds);
    return {
      total: courseChanges.total,
      items: courseChanges.items.map(({ subjectKey, before, after, ...change }) => ({
        ...change,
        subject: subjects.get(subjectKey) ?? subjectKey,
        before: before && withNames(before, names),
        after: after && withNames(after, names),
      })),
    };
  }

  #names(campusCode: string, rows: readonly CourseChangeRow[]): Promise<EntNames> {
    const places = rows.flatMap(({ before, after }) => [before, after].filter((place) => place !== null));
    const teachers = [...new Set(places.flatMap((place) => place.teachers))];
    const items = [...new Set(places.flatMap(({ audience }) => audience))];
    const of = (prefix: string): string[] =>
      items.filter((item) => item.startsWith(prefix)).map((item) => item.slice(prefix.length));
    const [classes, groups] = [of('c:'), of('g:')];
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

  async #subjects(establishmentIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#database.query
      .selectFrom('subject')
      .select(['key', 'label'])
      .where((subject) => subject('establishmentId', '=', subject.fn.any(subject.val(establishmentIds))))
      .execute();
    return new Map(rows.map(({ key, label }) => [key, label]));
  }
}

function withNames(place: CoursePlaceRow, names: EntNames): CoursePlace {
  return {
    ...place,
    teachers: place.teachers.map((id) => named('teacher', id, names).name),
    audience: place.audience.map(
      (item) => named(item.startsWith('c:') ? 'class' : 'group', item.slice(2), names).name,
    ),
  };
}
