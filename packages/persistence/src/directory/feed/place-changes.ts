import type { Transaction } from '../../transaction.js';
import { PERSON_COLUMNS } from './stage-feed.js';

/** Whether a feed has given the list that has that person: elsewhere the same id is somebody else's. */
const OF_A_FEED = `EXISTS (
  SELECT FROM directory_source AS given_by
   WHERE given_by.campus_code = known.campus_code AND given_by.source = 'aaf'
     AND given_by.list = CASE known.kind WHEN 'teacher' THEN 'teachers' ELSE 'pupils' END)`;

/** Whom changes name, where they are now: found by their ids before anything else is asked of them, which costs the changes. */
const MET = `met AS MATERIALIZED (
  SELECT known.campus_code, known.listed_by AS known_listed_by, given.campus_code AS given_campus, kind, ent_id, given.last_name,
         given.first_name, given.birth_date, given.sts_id, given.national_id, given.siecl_id, given.class_ent_id,
         given.says_class, given.is_gone
    FROM feed_person AS given JOIN person AS known USING (kind, ent_id) WHERE known.present)`;

/**
 * Changes that do not say where somebody is are about where that person is; who is now elsewhere has left. Places are found
 * anew whenever the feed is gone through: people move while it waits.
 */
export async function placeChanges(tx: Transaction): Promise<void> {
  await tx.run('DELETE FROM feed_person WHERE is_placed');
  await tx.run('DELETE FROM feed_campus WHERE is_placed');
  await tx.run(
    `WITH ${MET}
     INSERT INTO feed_person (${PERSON_COLUMNS}, is_placed)
     SELECT known.campus_code, known.kind, ent_id, last_name, first_name, birth_date, sts_id, national_id, siecl_id, class_ent_id,
            says_class, known_listed_by, is_gone, true
       FROM met AS known WHERE given_campus IS NULL AND ${OF_A_FEED}`,
  );
  await tx.run(
    `WITH ${MET}
     INSERT INTO feed_person (campus_code, kind, ent_id, says_class, is_gone, is_placed)
     SELECT DISTINCT campus_code, kind, ent_id, false, true, true
       FROM met AS known
      WHERE given_campus IS NOT NULL AND ${OF_A_FEED}
        AND NOT EXISTS (SELECT FROM feed_person AS there
                         WHERE (there.campus_code, there.kind, there.ent_id) = (known.campus_code, known.kind, known.ent_id))`,
  );
  await tx.run(
    `INSERT INTO feed_campus (campus_code, establishment_ids, is_whole, class_establishment_ids, establishments, is_placed)
     SELECT DISTINCT campus_code, '{}'::text[], true, '{}'::text[], '', true FROM feed_person WHERE is_placed
     ON CONFLICT DO NOTHING`,
  );
  await tx.run('ANALYZE feed_person (campus_code, kind, ent_id, is_gone), feed_campus');
}

/** Of campuses that are locked: whoever has left one of them since they were placed is not changed there any more. */
export async function dropMoved(tx: Transaction, campusCodes: readonly string[]): Promise<void> {
  await tx.run(
    `DELETE FROM feed_person AS given
      WHERE campus_code = ANY($1) AND is_placed
        AND NOT EXISTS (SELECT FROM person AS known
                         WHERE (known.campus_code, known.kind, known.ent_id) = (given.campus_code, given.kind, given.ent_id)
                           AND known.present)`,
    [campusCodes],
  );
}
