import type { ClosureRun, SessionDiffCounts, SessionDiffInput } from '@timetable/domain';
import { z } from 'zod';
import type { Transaction } from '../transaction.js';
import { aliasesParameter } from './audience-aliases.js';
import { SESSION_CHANGES } from './change-types.js';
import { keepSessions } from './keep-sessions.js';
import { countDifferences, storeDifferences } from './session-differences.js';
import { hash } from './session-hash.js';
import { markStaged } from './session-staging.js';

const COUNTS: z.ZodType<SessionDiffCounts> = z.object({
  inFile: z.int(),
  created: z.int(),
  modified: z.int(),
  moved: z.int(),
  cancelled: z.int(),
  revived: z.int(),
  unchanged: z.int(),
  frozen: z.int(),
  editedByHand: z.int(),
  kept: z.int(),
  futurePlanned: z.int(),
  cancelledByFile: z.int(),
  disrupted: z.int(),
  closedByFile: z.int(),
  weeksClosedByFile: z.int(),
  onKeptClosure: z.int(),
  pastOnFileClosure: z.int(),
});
const CONTENT = z.object({ digest: z.string() });

/** Compares staged sessions with the current state's, set by set, and stores one row per difference. After `preferHashedSets`. */
export async function diffSessions(
  tx: Transaction,
  importId: string,
  input: SessionDiffInput,
): Promise<{ counts: SessionDiffCounts; digest: string }> {
  await tx.run('DELETE FROM session_diff WHERE import_id = $1', [importId]);
  const aliases = aliasesParameter(input.audienceAliases);
  await tx.run(storeDifferences(aliases.length > 0 ? '$7' : undefined), [
    importId,
    ...currentOf(input),
    input.frozenBefore ?? null,
    JSON.stringify(input.relatedAudiences ?? []),
    ...aliases,
  ]);
  await keepSessions(tx, importId, input);
  await markStaged(tx, importId, 'diff');
  const counts = await tx.first(COUNTS, countDifferences(aliases.length > 0 ? '$9' : undefined), [
    importId,
    ...currentOf(input),
    input.frozenBefore ?? null,
    input.now,
    multirange(input.fileClosures),
    multirange(input.keptClosures),
    ...aliases,
  ]);
  const content = await tx.first(CONTENT, DIGEST, [importId]);
  if (counts === undefined || content === undefined) throw new Error('An aggregate gave no row.');
  return { counts, digest: content.digest };
}

/**
 * Freshly staged rows have no statistics, and the planner then believes in one row: nested loops over thousands, hours
 * instead of milliseconds. Everything here is a comparison of whole sets: hash joins, sorts in memory, one campus found by an index.
 * Such a plan fits every import, so that a connection makes it once: planning the comparison takes as long as a small school's.
 */
export async function preferSets(tx: Transaction): Promise<void> {
  await tx.run(SETS);
}

const SETS = `
  SET LOCAL enable_nestloop = off; SET LOCAL enable_seqscan = off; SET LOCAL work_mem = '64MB'; SET LOCAL jit = off;
  SET LOCAL plan_cache_mode = force_generic_plan`;

/**
 * `preferSets`, and groups by hashes: for the same reason the planner would sort rows by all of their columns only to group them. Sorts
 * that an order needs stay. Not for what is read in the order of a list: the planner would rather read a whole table by an index of
 * that order.
 */
export async function preferHashedSets(tx: Transaction): Promise<void> {
  await tx.run(`${SETS}; SET LOCAL enable_sort = off`);
}

/** Parameters $2 to $4 of every statement on the current state. */
const currentOf = ({ schoolYear, target }: Pick<SessionDiffInput, 'schoolYear' | 'target'>): unknown[] => [
  schoolYear,
  target.campusCode,
  target.establishments.map(({ id }) => id),
];

/**
 * The content of what would be written, whatever the order and the ids: two sums over the differences of a hash of both
 * sides. $1 import.
 */
const DIGEST = `
  SELECT concat_ws('.', count(*), coalesce(sum(${hash('type, file_hash, current_hash')}), 0),
                   coalesce(sum(${hash('type, file_hash, current_hash', 1)}), 0)) AS digest
    FROM session_diff
   WHERE import_id = $1 AND type IN ${SESSION_CHANGES}`;

/** `{[2026-10-17,2026-11-02],…}`, both ends included. */
function multirange(runs: readonly ClosureRun[]): string {
  return `{${runs.map(({ startsOn, endsOn }) => `[${startsOn},${endsOn}]`).join(',')}}`;
}
