import type { DirectoryFeed, FeedReport } from '@timetable/domain';
import { z } from 'zod';
import type { Actor } from '../../campus/campus.repository.js';
import type { Database } from '../../database.js';
import { readFeedPlaces } from './feed-places.js';
import { goThroughFeed, type FeedLoadOptions } from './go-through-feed.js';
import { stageFeed } from './stage-feed.js';
import { emptyStaging, noteStagedFeed, type StagedFeed } from './staged-feed.js';

/** Another feed is being read or loaded. */
export class FeedUnderWay extends Error {
  override readonly name = 'FeedUnderWay';
}

/**
 * Directories of many schools at once, from one feed: staged by COPY, compared and written set by set. One feed at a time; what is
 * staged stays until another is, or until it is dropped. Statements take as long as an academy takes: not for connections with
 * time limits.
 */
export class DirectoryFeedRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Reads a feed to its end, instead of the one that is staged. Nothing of any directory changes.
   * @returns its id
   * @throws FeedUnderWay; whatever reading the feed throws, and then the one staged before still is
   */
  stage(feed: DirectoryFeed, fileName: string, actor: Actor): Promise<string> {
    return this.#alone(() => this.#stage(feed, fileName, actor));
  }

  /**
   * What loading the staged feed would do now.
   * @param since one staged before has expired
   * @returns undefined when it is no longer there
   * @throws FeedUnderWay
   */
  preview(id: string, since: Date): Promise<(StagedFeed & { readonly report: FeedReport }) | undefined> {
    return this.#alone(async () => {
      const staged = await this.#find(id, since);
      return staged && { ...staged, report: await goThroughFeed(this.#database, staged, undefined) };
    });
  }

  /**
   * Loads the staged feed, campus by campus where somebody may stand for somebody else. A campus that would lose more than a fifth
   * of a list stays as it was. What is done stays done if it ends midway: once more does the rest. It stays staged while a campus
   * is left to confirm.
   * @param since one staged before has expired
   * @returns undefined when it is no longer there
   * @throws FeedUnderWay
   */
  apply(id: string, since: Date, options: FeedLoadOptions): Promise<FeedReport | undefined> {
    return this.#alone(async () => {
      const staged = await this.#find(id, since);
      if (staged === undefined) return undefined;
      const report = await goThroughFeed(this.#database, staged, options);
      if (report.toConfirm.length === 0) await emptyStaging(this.#database.sql);
      return report;
    });
  }

  /** @returns whether it was there. @throws FeedUnderWay */
  drop(id: string): Promise<boolean> {
    return this.#alone(async () => {
      const isThere = (await this.#find(id)) !== undefined;
      if (isThere) await emptyStaging(this.#database.sql);
      return isThere;
    });
  }

  /** Drops a feed that has been staged for too long; one that is being read or loaded is none. @returns how many were dropped */
  async dropStagedBefore(before: Date): Promise<number> {
    try {
      return await this.#alone(async () => {
        const { numDeletedRows } = await this.#database.query
          .deleteFrom('stagedFeed')
          .where('stagedAt', '<', before)
          .executeTakeFirstOrThrow();
        if (numDeletedRows > 0n) await emptyStaging(this.#database.sql);
        return Number(numDeletedRows);
      });
    } catch (error) {
      if (error instanceof FeedUnderWay) return 0;
      throw error;
    }
  }

  /** Stages, goes through and drops a feed: for who has its files at hand. @param options undefined: only says what would be done */
  load(feed: DirectoryFeed, fileName: string, actor: Actor, options?: FeedLoadOptions): Promise<FeedReport> {
    return this.#alone(async () => {
      const staged = await this.#find(await this.#stage(feed, fileName, actor));
      if (staged === undefined) throw new Error('What has just been staged is there');
      try {
        return await goThroughFeed(this.#database, staged, options);
      } finally {
        await emptyStaging(this.#database.sql);
      }
    });
  }

  #stage(feed: DirectoryFeed, fileName: string, { at, login }: Actor): Promise<string> {
    return this.#database.transaction(async (tx) => {
      const places = await readFeedPlaces(tx, feed.structures);
      await emptyStaging(tx);
      return noteStagedFeed(tx, {
        ...(await stageFeed(tx, feed, places)),
        absent: feed.isComplete ? places.absent : [],
        isComplete: feed.isComplete,
        ...{ fileName, stagedAt: at, stagedBy: login },
      });
    });
  }

  #find(id: string, since = new Date(0)): Promise<StagedFeed | undefined> {
    return this.#database.query
      .selectFrom('stagedFeed')
      .selectAll()
      .where('id', '=', id)
      .where('stagedAt', '>=', since)
      .executeTakeFirst();
  }

  /** The lock is a transaction's, of its own connection: it goes with the process that has it. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    return this.#database.transaction(async (lock) => {
      const { isMine = false } = (await lock.first(z.object({ isMine: z.boolean() }), LOCK_FEED)) ?? {};
      if (!isMine) throw new FeedUnderWay('Another feed is being read or loaded');
      return work();
    });
  }
}

const LOCK_FEED = `SELECT pg_try_advisory_xact_lock(hashtext('directory-feed')) AS "isMine"`;
