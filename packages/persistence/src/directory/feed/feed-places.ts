import { isSameUai, type FeedStructure } from '@timetable/domain';
import { z } from 'zod';
import type { Sql } from '../../sql.js';

/** An establishment of ours that a structure of the feed is. */
export interface FeedPlace {
  readonly campusCode: string;
  /** `campus/establishment`. */
  readonly establishmentId: string;
}

export interface FeedCampus {
  /** Of which the feed gives everybody. */
  readonly establishmentIds: readonly string[];
  readonly isWhole: boolean;
}

const ESTABLISHMENT = z.object({
  id: z.string(),
  campusCode: z.string(),
  uai: z.string(),
  name: z.string(),
});
const STRUCTURE = z.object({ id: z.string(), uai: z.string() });

/** Which structures of a feed are establishments of ours, by their UAI. */
export class FeedPlaces {
  readonly #places = new Map<string, FeedPlace[]>();
  readonly #structures = new Set<string>();
  readonly campuses: ReadonlyMap<string, FeedCampus>;
  /** Establishments of ours that it does not have: « Collège Jean-Moulin (9990001X) ». */
  readonly absent: readonly string[];

  constructor(
    establishments: readonly z.infer<typeof ESTABLISHMENT>[],
    structures: readonly z.infer<typeof STRUCTURE>[],
  ) {
    const byNumber = Map.groupBy(establishments, ({ uai }) => uai.slice(0, 7));
    const found = new Set<string>();
    for (const { id, uai } of structures) {
      this.#structures.add(id);
      const same = (byNumber.get(uai.slice(0, 7)) ?? []).filter((ours) => isSameUai(uai, ours.uai));
      for (const ours of same) found.add(ours.id);
      if (same.length > 0)
        this.#places.set(
          id,
          same.map((ours) => ({ campusCode: ours.campusCode, establishmentId: ours.id })),
        );
    }
    this.absent = establishments
      .filter(({ id }) => !found.has(id))
      .map(({ name, uai }) => `${name} (${uai})`);
    this.campuses = new Map(
      [...Map.groupBy(establishments, ({ campusCode }) => campusCode)].flatMap(([code, own]) => {
        const ids = own.map(({ id }) => id).filter((id) => found.has(id));
        return ids.length === 0
          ? []
          : [[code, { establishmentIds: ids.sort(), isWhole: ids.length === own.length }] as const];
      }),
    );
  }

  /** Where a structure is among our establishments: mostly nowhere, or in one. */
  of(structureId: string): readonly FeedPlace[] {
    return this.#places.get(structureId) ?? [];
  }

  /** Whether the feed, or one before it, has said what this structure is. */
  knows(structureId: string): boolean {
    return this.#structures.has(structureId);
  }
}

/** Remembers the feed's structures, and finds those of ours among all that feeds have said. */
export async function readFeedPlaces(tx: Sql, structures: readonly FeedStructure[]): Promise<FeedPlaces> {
  const stated = structures.filter(({ uai, isGone }) => uai !== undefined && !isGone);
  await tx.run(
    `INSERT INTO feed_structure AS known (id, uai, name)
     SELECT DISTINCT ON (id) id, uai, coalesce(name, '')
       FROM jsonb_to_recordset($1::jsonb) AS given (id text, uai text, name text)
     ON CONFLICT (id) DO UPDATE SET uai = EXCLUDED.uai, name = EXCLUDED.name
      WHERE (known.uai, known.name) IS DISTINCT FROM (EXCLUDED.uai, EXCLUDED.name)`,
    [JSON.stringify(stated.map(({ id, uai, name }) => ({ id, uai, name })))],
  );
  await tx.run('DELETE FROM feed_structure WHERE id = ANY($1)', [
    structures.filter(({ isGone }) => isGone).map(({ id }) => id),
  ]);
  return new FeedPlaces(
    await tx.rows(
      ESTABLISHMENT,
      `SELECT id, campus_code AS "campusCode", uai, name FROM establishment ORDER BY id`,
    ),
    await tx.rows(STRUCTURE, 'SELECT id, uai FROM feed_structure'),
  );
}
