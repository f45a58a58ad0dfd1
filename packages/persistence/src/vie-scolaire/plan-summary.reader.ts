import { z } from 'zod';
import type { Database } from '../database.js';
import type { SummaryGrouping } from '../imports/import-summary.entity.js';
import { readPlanNames } from '../reading/plan-names.reader.js';
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
  async list(importId: string, grouping: SummaryGrouping): Promise<PlanSummaryRecord[]> {
    const rows = await this.#database.transaction(async (tx) => {
      await preferSets(tx);
      return tx.rows(COUNT, PLAN_SUMMARY, [importId, grouping]);
    });
    const byKey = Map.groupBy(rows, ({ key }) => key);
    const nameOf = await this.#names(importId, grouping, [...byKey.keys()]);
    return [...byKey]
      .map(([key, counts]) => ({
        key,
        name: nameOf(key),
        counts: new Map(counts.map(({ type, count }) => [type, count])),
      }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  }

  async #names(
    importId: string,
    grouping: SummaryGrouping,
    keys: readonly string[],
  ): Promise<(key: string) => string> {
    if (grouping === 'kind' || grouping === 'week') return (key) => key;
    const references = { subjects: [], teachers: [], pupils: [], classes: [], groups: [] };
    const names = await readPlanNames(this.#database.query, importId, {
      ...references,
      [REFERENCES[grouping]]: keys,
    });
    return names[grouping];
  }
}

const REFERENCES = { subject: 'subjects', teacher: 'teachers', class: 'classes' } as const;
