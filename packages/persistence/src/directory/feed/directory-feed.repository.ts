import { lossesToConfirm, type DirectoryFeed, type DirectoryLoss, type FeedReport } from '@timetable/domain';
import { z } from 'zod';
import { recordAudit } from '../../audit/audit.repository.js';
import type { Actor } from '../../campus/campus.repository.js';
import type { Database } from '../../database.js';
import { replanHeldImports } from '../../decisions/requeue.js';
import type { Transaction } from '../../transaction.js';
import { applyFeed, lockCampuses } from './apply-feed.js';
import { readFeedPlaces } from './feed-places.js';
import { judgeFeed, lossesOf, type JudgedList } from './judge-feed.js';
import { loadCampusOfFeed } from './load-campus-of-feed.js';
import { stageFeed } from './stage-feed.js';

export interface FeedLoadOptions {
  /** Only says what would be done. */
  readonly isPreview: boolean;
  /** Campuses whose losses a person has confirmed. */
  readonly confirmed: ReadonlySet<string>;
  readonly actor: Actor;
}

/** Another feed is being loaded. */
export class FeedUnderWay extends Error {
  override readonly name = 'FeedUnderWay';
}

/** Campuses written in one transaction: as long as it lasts, their imports wait. */
const BATCH = 500;

/** Directories of many schools at once, from one feed: staged by COPY, compared and written set by set. */
export class DirectoryFeedRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Loads a feed, campus by campus where somebody may stand for somebody else. A campus that would lose more than a fifth of a
   * list stays as it was. What is done stays done if it ends midway: the same feed again does the rest.
   * @throws FeedUnderWay; whatever reading the feed throws, before anything is written
   */
  async load(feed: DirectoryFeed, options: FeedLoadOptions): Promise<FeedReport> {
    return this.#database.transaction(async (lock) => {
      const { isMine = false } = (await lock.first(z.object({ isMine: z.boolean() }), LOCK_FEED)) ?? {};
      if (!isMine) throw new FeedUnderWay('Another feed is being loaded');
      const { staged, absent } = await this.#database.transaction(async (tx) => {
        const places = await readFeedPlaces(tx, feed.structures);
        return { staged: await stageFeed(tx, feed, places), absent: feed.isComplete ? places.absent : [] };
      });
      try {
        return { ...staged, absent, ...(await this.#applyStaged(feed.isComplete, options)) };
      } finally {
        await this.#database.sql.run('TRUNCATE feed_person, feed_class, feed_campus');
      }
    });
  }

  async #applyStaged(
    isComplete: boolean,
    options: FeedLoadOptions,
  ): Promise<Pick<FeedReport, 'campuses' | 'changed' | 'lists' | 'toConfirm'>> {
    const codes = await this.#database.sql.rows(
      z.object({ code: z.string() }),
      'SELECT campus_code AS code FROM feed_campus ORDER BY 1',
    );
    const totals = {
      teachers: { created: 0, changed: 0, missing: 0 },
      pupils: { created: 0, changed: 0, missing: 0 },
      classes: { created: 0, changed: 0, missing: 0 },
    };
    const toConfirm: FeedReport['toConfirm'][number][] = [];
    let changed = 0;
    for (let from = 0; from < codes.length; from += BATCH) {
      const batch = codes.slice(from, from + BATCH).map(({ code }) => code);
      const { judged, careful } = await this.#database.transaction((tx) =>
        applyBatch(tx, batch, isComplete, options),
      );
      for (const { list, ...counts } of judged)
        for (const count of ['created', 'changed', 'missing'] as const) totals[list][count] += counts[count];
      changed += new Set(judged.filter(isChanged).map(({ campusCode }) => campusCode)).size;
      for (const { campusCode, losses, isToCompare } of careful) {
        if (!isToCompare || options.isPreview) {
          if (losses.length > 0) toConfirm.push({ campusCode, losses });
          continue;
        }
        const isConfirmed = options.confirmed.has(campusCode);
        const done = await this.#database.transaction((tx) =>
          loadCampusOfFeed(tx, campusCode, isComplete, options.actor, isConfirmed),
        );
        if (!done.loaded) toConfirm.push({ campusCode, losses: done.losses });
      }
    }
    return { campuses: codes.length, changed, lists: totals, toConfirm };
  }
}

const LOCK_FEED = `SELECT pg_try_advisory_xact_lock(hashtext('directory-feed')) AS "isMine"`;

const isChanged = ({ created, changed, missing }: JudgedList): boolean => created + changed + missing > 0;

interface CarefulCampus {
  readonly campusCode: string;
  readonly losses: readonly DirectoryLoss[];
  /** Whether its people have to be compared one by one; else it is left until its losses are confirmed. */
  readonly isToCompare: boolean;
}

/** Judges a batch, and writes those of its campuses that need nobody compared. */
async function applyBatch(
  tx: Transaction,
  batch: readonly string[],
  isComplete: boolean,
  { isPreview, confirmed, actor }: FeedLoadOptions,
): Promise<{ judged: readonly JudgedList[]; careful: readonly CarefulCampus[] }> {
  if (!isPreview) await lockCampuses(tx, batch);
  const judged = await judgeFeed(tx, batch, isComplete);
  const careful: CarefulCampus[] = [];
  const changed: string[] = [];
  for (const [campusCode, lists] of Map.groupBy(judged, (row) => row.campusCode)) {
    const isToCompare = lists.some(({ mayReplace }) => mayReplace);
    const losses = lossesToConfirm(lossesOf(lists, isComplete));
    if (isToCompare || (losses.length > 0 && !confirmed.has(campusCode)))
      careful.push({ campusCode, losses, isToCompare });
    else if (lists.some(isChanged)) changed.push(campusCode);
  }
  if (isPreview) return { judged, careful };
  await applyFeed(tx, changed, isComplete, actor);
  await noteFeed(tx, batch, changed, actor);
  return { judged, careful };
}

async function noteFeed(
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
