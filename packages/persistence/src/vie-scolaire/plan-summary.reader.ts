import { z } from 'zod';
import type { Database } from '../database.js';
import type { SummaryGrouping } from '../imports/import-summary.entity.js';
import { labelKeysOf, named, readEntNames } from '../reading/ent-names.reader.js';
import { PLAN_SUMMARY } from './plan-summary.js';
import { preferSets } from './session-diff.js';

/** Changes of a plan that concern one class, teacher, subject, week or kind. */
export interface PlanSummaryRecord {
  /** As the plan knows it: an ENT id, the Monday of a week, a kind of change. */
  readonly key: string;
  /** As people call it; the key where it has no other name. */
  readonly name: string;
  /** By what becomes of things. */
  readonly counts: ReadonlyMap<string, number>;
}

const COUNT = z.object({ key: z.string(), type: z.string(), count: z.int() });

/** What an import changes, or would have changed, by what it is about; kept when its plan is not. */
export class PlanSummaryReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** In the order of the keys. */
  async list(importId: string, campusCode: string, grouping: SummaryGrouping): Promise<PlanSummaryRecord[]> {
    const rows = await this.#database.transaction(async (tx) => {
      await preferSets(tx);
      return tx.rows(COUNT, PLAN_SUMMARY, [importId, grouping]);
    });
    const byKey = Map.groupBy(rows, ({ key }) => key);
    const names = await this.#names(campusCode, grouping, [...byKey.keys()]);
    return [...byKey]
      .map(([key, counts]) => ({
        key,
        name: names.get(key) ?? key,
        counts: new Map(counts.map(({ type, count }) => [type, count])),
      }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  }

  async #names(
    campusCode: string,
    grouping: SummaryGrouping,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    switch (grouping) {
      case 'kind':
      case 'week':
        return new Map();
      case 'subject':
        return this.#subjects(campusCode, keys);
      case 'class':
      case 'teacher': {
        const names = await readEntNames(this.#database.query, campusCode, {
          [grouping === 'class' ? 'classes' : 'teachers']: keys,
          matchKeys: labelKeysOf(grouping, keys),
        });
        return new Map(keys.map((key) => [key, named(grouping, key, names).name]));
      }
    }
  }

  async #subjects(campusCode: string, keys: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.#database.query
      .selectFrom('subject')
      .innerJoin('establishment', 'establishment.id', 'subject.establishmentId')
      .where('establishment.campusCode', '=', campusCode)
      .where((of) => of('subject.key', '=', of.fn.any(of.val([...keys]))))
      .select(['subject.key', 'subject.label'])
      .execute();
    return new Map(rows.map(({ key, label }) => [key, label]));
  }
}
