import { lossesToConfirm, type DirectoryLoss, type FeedReport } from '@timetable/domain';
import pLimit from 'p-limit';
import { z } from 'zod';
import { recordAudit } from '../../audit/audit.repository.js';
import type { Actor } from '../../campus/campus.repository.js';
import type { Database } from '../../database.js';
import { replanHeldImports } from '../../decisions/requeue.js';
import type { Transaction } from '../../transaction.js';
import { applyFeed, lockCampuses, lockedCampuses } from './apply-feed.js';
import { checkEstablishments } from './feed-establishments.js';
import { judgeFeed, lossesOf, type JudgedList } from './judge-feed.js';
import { loadCampusOfFeed } from './load-campus-of-feed.js';
import { dropMoved, placeChanges } from './place-changes.js';
import type { StagedFeed } from './staged-feed.js';

export interface FeedLoad {
  /** Whether a person has confirmed what this campus would lose. */
  readonly confirms: (campusCode: string, losses: readonly DirectoryLoss[]) => boolean;
  readonly actor: Actor;
}

/** Campuses written in one transaction: as long as it lasts, their imports wait. */
const BATCH = 50;
/** Each on a connection of its own: writing is the server's, which has more than one processor. */
const BATCHES_AT_A_TIME = 2;

/**
 * Goes through the campuses of what is staged, batch by batch. A campus that an import has at the moment is left for the end, and
 * waited for alone: nobody else waits for it meanwhile.
 * @param load undefined: only says what would be done
 * @param signal given, it ends with the batches that are being written
 * @throws FeedOutdated; the reason of the signal
 */
export async function goThroughFeed(
  database: Database,
  { isComplete, people, elsewhere, unknownStructures, absent }: StagedFeed,
  load: FeedLoad | undefined,
  signal: AbortSignal,
): Promise<FeedReport> {
  await checkEstablishments(database.sql);
  if (!isComplete) await database.transaction(placeChanges);
  const codes = await database.sql.rows(
    z.object({ code: z.string() }),
    'SELECT campus_code AS code FROM feed_campus ORDER BY 1',
  );
  const sums = new FeedSums();
  const busy: string[] = [];
  const goThrough = async (batch: readonly string[], waits: boolean): Promise<void> => {
    signal.throwIfAborted();
    const done = await database.transaction((tx) => goThroughBatch(tx, { batch, isComplete, load, waits }));
    busy.push(...done.busy);
    sums.add(done.judged);
    for (const { campusCode, losses, isToCompare } of done.toExamine) {
      const left =
        isToCompare && load !== undefined ? await compareOne(database, campusCode, isComplete, load) : losses;
      if (left.length > 0) sums.toConfirm.push({ campusCode, losses: left });
    }
  };
  await eachOf(batchesOf(codes), (batch) => goThrough(batch, false));
  for (const code of [...busy]) await goThrough([code], true);
  return { ...sums.report(codes.length), people, elsewhere, unknownStructures, absent };
}

/** A few at a time; once one has failed no other is begun, and those that run end before anybody is told. */
async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const limit = pLimit(BATCHES_AT_A_TIME);
  const failures: unknown[] = [];
  await Promise.all(
    items.map((item) =>
      limit(async () => {
        if (failures.length > 0) return;
        await work(item).catch((error: unknown) => void failures.push(error));
      }),
    ),
  );
  if (failures.length > 0) throw failures[0];
}

const batchesOf = (codes: readonly { readonly code: string }[]): string[][] =>
  Array.from({ length: Math.ceil(codes.length / BATCH) }, (_, index) =>
    codes.slice(index * BATCH, (index + 1) * BATCH).map(({ code }) => code),
  );

/** @returns what has to be confirmed first; nothing when it is done */
async function compareOne(
  database: Database,
  campusCode: string,
  isComplete: boolean,
  { actor, confirms }: FeedLoad,
): Promise<readonly DirectoryLoss[]> {
  const done = await database.transaction((tx) =>
    loadCampusOfFeed(tx, campusCode, isComplete, actor, (losses) => confirms(campusCode, losses)),
  );
  return done.loaded ? [] : done.losses;
}

class FeedSums {
  readonly toConfirm: FeedReport['toConfirm'][number][] = [];
  readonly #lists = {
    teachers: { created: 0, changed: 0, missing: 0 },
    pupils: { created: 0, changed: 0, missing: 0 },
    classes: { created: 0, changed: 0, missing: 0 },
  };
  #changed = 0;

  add(judged: readonly JudgedList[]): void {
    for (const { list, ...counts } of judged)
      for (const count of ['created', 'changed', 'missing'] as const)
        this.#lists[list][count] += counts[count];
    this.#changed += new Set(judged.filter(isChanged).map(({ campusCode }) => campusCode)).size;
  }

  report(campuses: number): Pick<FeedReport, 'campuses' | 'changed' | 'lists' | 'toConfirm'> {
    const toConfirm = this.toConfirm.toSorted((a, b) => (a.campusCode < b.campusCode ? -1 : 1));
    return { campuses, changed: this.#changed, lists: this.#lists, toConfirm };
  }
}

const isChanged = ({ created, changed, missing }: JudgedList): boolean => created + changed + missing > 0;

/** Not written with the others of its batch. */
interface CampusToExamine {
  readonly campusCode: string;
  readonly losses: readonly DirectoryLoss[];
  /** Whether its people have to be compared one by one; else it is left until its losses are confirmed. */
  readonly isToCompare: boolean;
}

interface BatchToDo {
  readonly batch: readonly string[];
  readonly isComplete: boolean;
  readonly load: FeedLoad | undefined;
  /** Whether to wait for a campus that is being written. */
  readonly waits: boolean;
}

/** Judges a batch, and writes those of its campuses that need nobody compared. */
async function goThroughBatch(
  tx: Transaction,
  { batch, isComplete, load, waits }: BatchToDo,
): Promise<{
  readonly judged: readonly JudgedList[];
  readonly toExamine: readonly CampusToExamine[];
  readonly busy: readonly string[];
}> {
  await tx.run(SORTED_IN_MEMORY);
  const free = load === undefined ? batch : await lock(tx, batch, waits);
  if (load !== undefined && !isComplete) await dropMoved(tx, free);
  const judged = await judgeFeed(tx, free, isComplete);
  const toExamine: CampusToExamine[] = [];
  const changed: string[] = [];
  for (const [campusCode, lists] of Map.groupBy(judged, (row) => row.campusCode)) {
    const isToCompare = lists.some(({ mayReplace }) => mayReplace);
    const losses = lossesToConfirm(lossesOf(lists, isComplete));
    if (isToCompare || (losses.length > 0 && load?.confirms(campusCode, losses) !== true))
      toExamine.push({ campusCode, losses, isToCompare });
    else if (lists.some(isChanged)) changed.push(campusCode);
  }
  if (load !== undefined) {
    await applyFeed(tx, changed, isComplete, load.actor);
    await noteLoaded(tx, free, changed, load.actor);
  }
  return { judged, toExamine, busy: batch.filter((code) => !free.includes(code)) };
}

/** A batch is as much as thirty thousand people: joined and sorted without files. */
const SORTED_IN_MEMORY = `SET LOCAL work_mem = '32MB'`;

async function lock(tx: Transaction, batch: readonly string[], waits: boolean): Promise<readonly string[]> {
  if (!waits) return lockedCampuses(tx, batch);
  await lockCampuses(tx, batch);
  return batch;
}

async function noteLoaded(
  tx: Transaction,
  batch: readonly string[],
  changed: readonly string[],
  { at, login }: Actor,
): Promise<void> {
  await tx.run(
    `DELETE FROM directory_source WHERE campus_code = ANY($1) AND list IN ('teachers', 'pupils', 'classes')`,
    [batch],
  );
  await tx.run(
    `INSERT INTO directory_source (campus_code, list, establishment_id, source, loaded_at, loaded_by)
     SELECT campus_code, list, '', 'aaf', $2, $3
       FROM unnest($1::text[]) AS campus_code CROSS JOIN unnest(ARRAY['teachers', 'pupils', 'classes']) AS list`,
    [batch, at, login],
  );
  await tx.run('UPDATE campus SET directory_version = directory_version + 1 WHERE code = ANY($1)', [changed]);
  for (const campusCode of changed)
    recordAudit(tx, {
      ...{ at, actor: login, action: 'directory.replaced', campusCode, subject: campusCode },
      detail: { source: 'aaf' },
    });
  const held = await tx.rows(
    z.object({ code: z.string() }),
    `SELECT DISTINCT campus_code AS code FROM import WHERE status = 'held' AND campus_code = ANY($1) ORDER BY 1`,
    [changed],
  );
  for (const { code } of held) await replanHeldImports(tx, code, at);
}
