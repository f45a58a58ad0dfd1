import { z } from 'zod';
import type { Actor } from '../../campus/campus.repository.js';
import type { Transaction } from '../../transaction.js';
import { CLASS_LEAVES, DIFFERS, LAID, leaves } from './judge-feed.js';

const SAME_PERSON =
  '(known.campus_code, known.kind, known.ent_id) = (given.campus_code, given.kind, given.ent_id)';

/**
 * Writes what a feed says of these campuses, of whom nobody may stand for somebody else: set by set, and only what differs.
 * The caller has locked them.
 */
export async function applyFeed(
  tx: Transaction,
  campusCodes: readonly string[],
  isComplete: boolean,
  { at }: Actor,
): Promise<void> {
  if (campusCodes.length === 0) return;
  await tx.run(UPDATE_PEOPLE, [campusCodes]);
  await tx.run(INSERT_PEOPLE, [campusCodes]);
  await tx.run(END_PEOPLE[isComplete ? 'complete' : 'changes'], [campusCodes, at]);
  await tx.run(WRITE_CLASSES, [campusCodes]);
  await tx.run(END_CLASSES, [campusCodes, at]);
}

/** The fences of all these campuses before the campuses, each in order, as every writer does. */
export async function lockCampuses(tx: Transaction, campusCodes: readonly string[]): Promise<void> {
  await tx.run(
    `SELECT FROM fence
      WHERE establishment_id IN (SELECT id FROM establishment WHERE campus_code = ANY($1))
      ORDER BY establishment_id FOR UPDATE`,
    [campusCodes],
  );
  await tx.run('SELECT FROM campus WHERE code = ANY($1) ORDER BY code FOR UPDATE', [campusCodes]);
}

/** Those of these campuses that nobody else is writing, locked in the same way; an import that runs is not waited for. */
export async function lockedCampuses(tx: Transaction, campusCodes: readonly string[]): Promise<string[]> {
  const fences = await tx.rows(
    z.object({ code: z.string(), isFree: z.boolean() }),
    `WITH locked AS (
       SELECT establishment_id FROM fence
        WHERE establishment_id IN (SELECT id FROM establishment WHERE campus_code = ANY($1))
        ORDER BY establishment_id FOR UPDATE SKIP LOCKED
     )
     SELECT campus_code AS code, bool_and(locked.establishment_id IS NOT NULL) AS "isFree"
       FROM establishment JOIN fence ON fence.establishment_id = establishment.id
       LEFT JOIN locked ON locked.establishment_id = establishment.id
      WHERE campus_code = ANY($1) GROUP BY campus_code`,
    [campusCodes],
  );
  const taken = new Set(fences.filter(({ isFree }) => !isFree).map(({ code }) => code));
  const free = await tx.rows(
    z.object({ code: z.string() }),
    'SELECT code FROM campus WHERE code = ANY($1) ORDER BY code FOR UPDATE SKIP LOCKED',
    [campusCodes.filter((code) => !taken.has(code))],
  );
  return free.map(({ code }) => code);
}

/** Whom nobody knew yet. The campus is locked: nobody else writes them, so that no conflict has to be looked for. */
const INSERT_PEOPLE = `
  INSERT INTO person (campus_code, kind, ent_id, last_name, first_name, birth_date, sts_id, national_id, siecl_id,
                      class_ent_id, listed_by)
  SELECT DISTINCT ON (campus_code, kind, ent_id) campus_code, kind, ent_id, last_name, first_name, birth_date, sts_id, national_id,
         siecl_id, class_ent_id, listed_by
    FROM feed_person AS given
   WHERE campus_code = ANY($1) AND NOT is_gone AND last_name IS NOT NULL AND first_name IS NOT NULL
     AND NOT EXISTS (SELECT FROM person AS known WHERE known.campus_code = ANY($1) AND ${SAME_PERSON})
   ORDER BY campus_code, kind, ent_id`;

const UPDATE_PEOPLE = `
  UPDATE person AS known
     SET (last_name, first_name, birth_date, sts_id, national_id, siecl_id, class_ent_id, listed_by)
           = ROW (${LAID}),
         absent_since = NULL, replaced_by = NULL, replaced_at = NULL
    FROM feed_person AS given
   WHERE given.campus_code = ANY($1) AND known.campus_code = ANY($1) AND ${SAME_PERSON} AND NOT given.is_gone AND ${DIFFERS}`;

const ending = (isComplete: boolean): string => `
  UPDATE person AS known SET absent_since = $2
    FROM feed_campus AS campus
   WHERE known.campus_code = ANY($1) AND campus.campus_code = known.campus_code AND known.present AND ${leaves(isComplete)}`;

const END_PEOPLE = { complete: ending(true), changes: ending(false) };

const WRITE_CLASSES = `
  INSERT INTO class AS known (campus_code, ent_id, name, establishment_id)
  SELECT campus_code, ent_id, name, establishment_id FROM feed_class WHERE campus_code = ANY($1)
  ON CONFLICT (campus_code, ent_id) DO UPDATE
     SET name = EXCLUDED.name, establishment_id = EXCLUDED.establishment_id,
         absent_since = NULL, replaced_by = NULL, replaced_at = NULL
   WHERE (known.name, known.establishment_id, known.present)
         IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.establishment_id, true)`;

const END_CLASSES = `
  UPDATE class AS known SET absent_since = $2
    FROM feed_campus AS campus
   WHERE known.campus_code = ANY($1) AND campus.campus_code = known.campus_code AND known.present AND ${CLASS_LEAVES}`;
