import type { Counts, ImportRun, PublishInput } from '@timetable/domain';
import { laterPublished, OvertakenError } from '../imports/later-published.js';
import { stopAskedBy, StopAskedError } from '../imports/stop-asked.js';
import type { Transaction } from '../transaction.js';
import { publishMemberships } from './membership-diff.js';
import { publishSessions } from './publish-sessions.js';
import { publishStructure } from './publish-structure.js';
import { openSchoolYear } from './school-year-rows.js';
import { preferSets } from './session-diff.js';
import { bumpStateVersion } from './versions.js';

/**
 * The publication, inside a transaction that holds the fence: all of it or nothing becomes visible.
 *
 * @throws OvertakenError when it would overwrite what a later deposit has brought
 * @throws StopAskedError when somebody was told that the attempt stops if it has written nothing yet: Temporal's own cancel may come
 * too late for a step as short as the one before
 */
export async function publish(
  tx: Transaction,
  run: ImportRun,
  input: PublishInput,
  now: Date,
): Promise<Counts> {
  const { importId } = run;
  const earlier = await tx.query
    .selectFrom('import')
    .select('published')
    .where('id', '=', importId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  // The answer of an earlier try was lost: its work is not.
  if (earlier?.published) return earlier.published;
  if ((await stopAskedBy(tx.query, run)) !== undefined) throw new StopAskedError(run);
  const later = await laterPublished(tx, importId);
  if (later !== undefined) throw new OvertakenError(importId, later);

  const { campusCode } = input.target;
  const establishmentIds = input.target.establishments.map(({ id }) => id);
  const scope = { ...input, importId, campusCode, establishmentIds, now };
  await preferSets(tx);
  // Also when another establishment of the target opened it before: this one awaited its first import.
  await openSchoolYear(tx, scope);
  await publishStructure(tx, scope);
  const memberships = await publishMemberships(tx, scope);
  const sessions = await publishSessions(tx, scope);
  await bumpStateVersion(tx, establishmentIds);
  const counts = { ...memberships, ...sessions };
  await tx.run('UPDATE import SET published = $2, counts = counts || $2 WHERE id = $1', [
    importId,
    JSON.stringify(counts),
  ]);
  return counts;
}
