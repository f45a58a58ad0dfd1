import {
  planVersions,
  type MatchKind,
  type MatchReason,
  type MatchResult,
  type SavedPlan,
} from '@timetable/domain';
import { z } from 'zod';
import type { AbsentRows } from '../imports/import.entity.js';
import type { Transaction } from '../transaction.js';
import { saveCourseChanges } from './course-changes.js';
import { jsonSlices } from './json-slices.js';
import { tellReplacedIds } from './tell-replaced-ids.js';
import { inputVersions, stateVersions } from './versions.js';

/** The directory, the matches or the current state changed while the plan was computed: time, or a new try, acts. */
export class PlanOutdated extends Error {
  override readonly name = 'PlanOutdated';
}

const IMPORT = z.object({ campusCode: z.string(), establishmentIds: z.array(z.string()) });

/**
 * What a plan rests on cannot change from here to the commit, since who changes it takes the fence too; from then on, what
 * replaces an id of the directory rewrites the plan with the rest.
 * @throws PlanOutdated when it changed before
 */
async function assertCurrent(tx: Transaction, importId: string, plan: SavedPlan): Promise<void> {
  const planned = await tx.first(
    IMPORT,
    `SELECT campus_code AS "campusCode", establishment_ids AS "establishmentIds" FROM import WHERE id = $1`,
    [importId],
  );
  if (planned === undefined) throw new Error(`There is no import ${importId}.`);
  const inputs = await inputVersions(tx, planned.campusCode);
  const current = await stateVersions(tx, planned.establishmentIds);
  if (plan.planVersions !== planVersions(inputs, current)) throw new PlanOutdated();
}

/** Stores the plan in place of an earlier try's. A published plan stays: it is what undoes the publication. */
export async function savePlan(tx: Transaction, importId: string, plan: SavedPlan): Promise<void> {
  const saved = await tx.run(
    `UPDATE import
        SET plan_hash = $2, plan_versions = $3, school_year = $4, first_of_year = $5, thresholds = $6,
            counts = counts || $7, unmatched = $8, file_closures = $9, recognised = $10,
            absent = $11
      WHERE id = $1 AND published IS NULL`,
    [
      importId,
      plan.planHash,
      plan.planVersions,
      plan.schoolYear,
      plan.firstOfYear,
      JSON.stringify(plan.thresholds),
      JSON.stringify(plan.counts),
      JSON.stringify(unmatchedByKind(plan.matches)),
      JSON.stringify(plan.closures),
      JSON.stringify(recognisedUnderAnotherName(plan.matches)),
      JSON.stringify(absentFromDirectory(plan.matches)),
    ],
  );
  if (saved === 0) return;
  await assertCurrent(tx, importId, plan);
  await tx.run('DELETE FROM import_change WHERE import_id = $1', [importId]);
  for (const changes of jsonSlices(plan.changes)) {
    await tx.run(
      `INSERT INTO import_change (import_id, kind, type, key, label, before, after)
       SELECT $1, kind, type, key, label, before, after
         FROM jsonb_to_recordset($2) AS (kind text, type text, key text, label text, before jsonb, after jsonb)`,
      [importId, changes],
    );
  }
  await saveMatches(tx, importId, plan.matches);
  await tellReplacedIds(tx, importId);
  if (!plan.firstOfYear) await saveCourseChanges(tx, importId);
}

/**
 * The last state of each link; a person's decision is never overwritten, only seen again. What is as it was stays unwritten: most
 * imports see everybody again, as they were. Retention goes by the import that saw a link last, hence the three conditions on it.
 */
async function saveMatches(
  tx: Transaction,
  importId: string,
  matches: readonly MatchResult[],
): Promise<void> {
  for (const slice of jsonSlices(matches)) await tx.run(SAVE_MATCHES, [importId, slice]);
}

/** $1 import, $2 its matches. Left out beforehand: a conflict locks its row, which writes as much as an update does. */
const SAVE_MATCHES = `
  INSERT INTO match (campus_code, kind, key, label, target_id, candidates, by, reason, last_seen_import_id)
  SELECT campus_code, kind, key, label, target_id, candidates, by, reason, import_id
    FROM (SELECT DISTINCT ON (kind, key) import.campus_code, kind, key, label, "targetId" AS target_id, candidates, by, reason,
                 import.id AS import_id, establishment_ids, school_year, received_at
            FROM import,
                 jsonb_to_recordset($2) AS (kind text, key text, label text, "targetId" text, candidates text[], by text,
                                         reason text)
           WHERE import.id = $1
           ORDER BY kind, key) AS found
   WHERE NOT EXISTS (
     SELECT FROM match JOIN import AS seen ON seen.id = match.last_seen_import_id
      WHERE (match.campus_code, match.kind, match.key) = (found.campus_code, found.kind, found.key)
        AND (match.label, match.reason) IS NOT DISTINCT FROM (found.label, found.reason)
        AND (match.by = 'decision' OR (match.target_id, match.candidates, match.by)
                                      IS NOT DISTINCT FROM (found.target_id, found.candidates, found.by))
        AND seen.establishment_ids = found.establishment_ids AND seen.school_year = found.school_year
        AND seen.received_at > found.received_at - interval '7 days')
  ON CONFLICT (campus_code, kind, key) DO UPDATE
    SET label = EXCLUDED.label, last_seen_import_id = EXCLUDED.last_seen_import_id,
        target_id = CASE WHEN match.by = 'decision' THEN match.target_id ELSE EXCLUDED.target_id END,
        candidates = CASE WHEN match.by = 'decision' THEN match.candidates ELSE EXCLUDED.candidates END,
        reason = EXCLUDED.reason,
        by = CASE WHEN match.by = 'decision' THEN match.by ELSE EXCLUDED.by END`;

interface Unmatched {
  readonly key: string;
  readonly label: string;
  readonly candidates: readonly string[];
  readonly reason: MatchReason | null;
}

/** What the report lists: what the file names and the ENT does not know, or knows more than once. */
function unmatchedByKind(matches: readonly MatchResult[]): Record<string, Unmatched[]> {
  const unmatched: Record<string, Unmatched[]> = {};
  for (const { kind, key, label, targetId, candidates, reason = null } of matches) {
    if (targetId === undefined) (unmatched[kind] ??= []).push({ key, label, candidates, reason });
  }
  return unmatched;
}

/** What the report lists of classes and groups that changed their name. */
function recognisedUnderAnotherName(
  matches: readonly MatchResult[],
): Pick<MatchResult, 'kind' | 'label' | 'knownAs' | 'by'>[] {
  return matches.flatMap(({ kind, label, knownAs, by }) =>
    knownAs === undefined ? [] : [{ kind, label, knownAs, by }],
  );
}

/** What the report lists of whom and what the ENT no longer lists: classes and teachers before the many pupils. */
function absentFromDirectory(matches: readonly MatchResult[]): AbsentRows {
  const absent = matches.flatMap(({ kind, label, absentSince }) =>
    absentSince === undefined ? [] : [{ kind, label, absentSince }],
  );
  const items = absent.sort((a, b) => KINDS_LISTED.indexOf(a.kind) - KINDS_LISTED.indexOf(b.kind));
  return { total: items.length, items };
}

const KINDS_LISTED: readonly MatchKind[] = ['class', 'teacher', 'pupil', 'group'];
