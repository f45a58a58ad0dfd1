import type { PlanNames, PlanReferences, ReferredKind } from '@timetable/domain';
import type { Database } from '../database.js';
import type { QueryBuilder } from '../query-builder.js';
import { labelKeysOf, named, readEntNames } from './ent-names.reader.js';
import { readSubjectNames } from './subjects.js';

/** What people call what an import's plan refers to. */
export class PlanNameReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  names(importId: string, references: PlanReferences): Promise<PlanNames> {
    return readPlanNames(this.#database.query, importId, references);
  }
}

/** Names of the ENT, those of the file for what the ENT does not know, and those of what the plan itself would create. */
export async function readPlanNames(
  query: QueryBuilder,
  importId: string,
  { subjects, teachers, pupils, classes, groups }: PlanReferences,
): Promise<PlanNames> {
  const { campusCode, establishmentIds } = await query
    .selectFrom('import')
    .select(['campusCode', 'establishmentIds'])
    .where('id', '=', importId)
    .executeTakeFirstOrThrow();
  const [ent, known, planned] = await Promise.all([
    readEntNames(query, campusCode, {
      ...{ teachers, pupils, classes, groups },
      matchKeys: [
        ...labelKeysOf('teacher', teachers),
        ...labelKeysOf('class', classes),
        ...labelKeysOf('group', groups),
      ],
    }),
    readSubjectNames(query, establishmentIds, subjects),
    plannedNames(query, importId, [...subjects, ...groups]),
  ]);
  const nameOf = (kind: ReferredKind) => (reference: string) => {
    const { name } = named(kind, reference, ent);
    return name === reference ? (planned.get(`${kind} ${reference}`) ?? name) : name;
  };
  return {
    subject: (key) => known.get(key)?.label ?? planned.get(`subject ${key}`) ?? key,
    teacher: nameOf('teacher'),
    pupil: (id) => ent.pupils.get(id) ?? id,
    class: nameOf('class'),
    group: nameOf('group'),
  };
}

/** Of subjects and groups that are not there yet, by kind and key. */
async function plannedNames(
  query: QueryBuilder,
  importId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await query
    .selectFrom('importChange')
    .select(['kind', 'key', 'label'])
    .where('importId', '=', importId)
    .where('kind', 'in', ['subject', 'group'])
    .where('type', '=', 'created')
    .where((change) => change('key', '=', change.fn.any(change.val(keys))))
    .execute();
  return new Map(rows.map(({ kind, key, label }) => [`${kind} ${key}`, label]));
}
