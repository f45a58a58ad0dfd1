import type { Transaction } from '../transaction.js';

/** Has an import's report say which ids the directory has replaced since the import before: everything followed them. */
export async function tellReplacedIds(tx: Transaction, importId: string): Promise<void> {
  await tx.run(TELL, [importId]);
}

/**
 * What was replaced twice is told once, by what it is now. People are looked up one replaced id after the other: of a directory that
 * was just loaded PostgreSQL believes what it was before, and would compare everybody with everybody.
 */
const TELL = `
  WITH own AS (
    SELECT campus_code, establishment_ids FROM import WHERE id = $1
  ), before AS (
    SELECT max(former.claimed_at) AS at FROM import AS former, own
     WHERE former.campus_code = own.campus_code AND former.establishment_ids && own.establishment_ids
       AND former.published IS NOT NULL AND former.id <> $1
  ), replaced AS (
    SELECT 'class' AS kind, now.name AS label, nullif(former.name, now.name) AS former_label
      FROM own, before, class AS former
      JOIN class AS now ON now.campus_code = former.campus_code AND now.ent_id = former.replaced_by
     WHERE former.campus_code = own.campus_code AND former.replaced_at > before.at AND now.replaced_by IS NULL
       AND now.establishment_id = ANY (own.establishment_ids)
    UNION ALL
    SELECT now.kind, NULL, NULL
      FROM own, before
      CROSS JOIN LATERAL (
        SELECT kind, replaced_by FROM person
         WHERE campus_code = own.campus_code AND replaced_at > before.at
        OFFSET 0
      ) AS former
      CROSS JOIN LATERAL (
        SELECT kind FROM person
         WHERE campus_code = own.campus_code AND kind = former.kind AND ent_id = former.replaced_by
           AND replaced_by IS NULL
        OFFSET 0
      ) AS now
  )
  UPDATE import SET replaced = jsonb_build_object(
    'counts', (SELECT coalesce(jsonb_object_agg(kind, n), '{}')
                 FROM (SELECT kind, count(*) AS n FROM replaced GROUP BY kind) AS counted),
    'classes', (SELECT coalesce(jsonb_agg(jsonb_build_object('label', label, 'formerLabel', former_label) ORDER BY label), '[]')
                  FROM replaced WHERE kind = 'class'))
   WHERE id = $1`;
