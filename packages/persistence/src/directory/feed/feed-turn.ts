import { isWithinShown, type DirectoryFeed, type FeedReport } from '@timetable/domain';
import type { Actor } from '../../campus/campus.repository.js';
import type { Database } from '../../database.js';
import { readFeedPlaces } from './feed-places.js';
import { beginFeed, forgetFeed, noteFeed, noteStaged } from './feed-records.js';
import { goThroughFeed, type FeedLoad } from './go-through-feed.js';
import { stageFeed } from './stage-feed.js';
import { emptyStaging, findStagedFeed, type StagedFeed } from './staged-feed.js';

/** A feed that somebody sends. */
export interface SentFeed {
  /** What people call it. */
  readonly fileName: string;
  readonly open: () => Promise<DirectoryFeed>;
  /** French: what it is refused for, of what opening or reading it threw; undefined: that is no fault of its own. */
  readonly refusalOf: (error: unknown) => string | undefined;
}

export interface FeedLoadOptions {
  /** Campuses whose losses a person has confirmed: as they were last shown, where they were, and no larger ones. */
  readonly confirmed: ReadonlySet<string>;
  readonly actor: Actor;
}

/** What whoever has the turn does with feeds: nobody else reads, loads or drops one meanwhile. */
export class FeedTurn {
  readonly #database: Database;
  readonly #signal: AbortSignal;
  /** The feed that this turn is for, until it has been read. */
  #coming: { readonly id: string; readonly actor: Actor } | undefined;

  /** @param signal whatever is under way ends then, rejected with its reason */
  constructor(database: Database, signal: AbortSignal) {
    this.#database = database;
    this.#signal = signal;
  }

  /** Says that a feed is coming, before it is there: whoever asks is told of it. */
  async begin(actor: Actor): Promise<void> {
    this.#coming = { id: await beginFeed(this.#database.query, actor), actor };
  }

  /**
   * Reads the feed that was begun to its end, instead of the one that is staged. Nothing of any directory changes.
   * @returns its id
   * @throws whatever opening or reading the feed throws, and then the one staged before still is
   */
  async stage({ fileName, open, refusalOf }: SentFeed): Promise<string> {
    if (this.#coming === undefined) throw new Error('A feed is staged by the turn that was begun for it');
    const { id, actor } = this.#coming;
    const { query } = this.#database;
    this.#coming = undefined;
    await noteFeed(query, id, { fileName });
    try {
      const feed = await open();
      await this.#database.transaction(async (tx) => {
        const places = await readFeedPlaces(tx, feed.structures);
        await emptyStaging(tx);
        const found = await stageFeed(tx, feed, places, this.#signal);
        const { isComplete } = feed;
        const absent = isComplete ? places.absent : [];
        await noteStaged(tx.query, id, { isComplete, stagedAt: actor.at }, { ...found, absent });
      });
    } catch (error) {
      const refusal = refusalOf(error);
      await noteFeed(
        query,
        id,
        refusal === undefined ? { step: 'interrupted' } : { step: 'unreadable', refusal },
      );
      throw error;
    }
    return id;
  }

  /**
   * What loading the staged feed would do now.
   * @param since one staged before has expired
   * @returns undefined when it is no longer there
   * @throws FeedOutdated
   */
  async preview(
    id: string,
    since: Date,
  ): Promise<(StagedFeed & { readonly report: FeedReport }) | undefined> {
    const staged = await findStagedFeed(this.#database.sql, id, since);
    if (staged === undefined) return undefined;
    const report = await this.#goThrough(staged, undefined);
    await noteFeed(this.#database.query, id, { shown: report.toConfirm });
    return { ...staged, report };
  }

  /**
   * Loads the staged feed, campus by campus where somebody may stand for somebody else. A campus that would lose more than a fifth
   * of a list stays as it was. What is done stays done if it ends midway: once more does the rest. It stays staged while a campus
   * is left to confirm.
   * @param since one staged before has expired
   * @returns undefined when it is no longer there
   * @throws FeedOutdated
   */
  async apply(id: string, since: Date, options: FeedLoadOptions): Promise<FeedReport | undefined> {
    const { sql, query } = this.#database;
    const staged = await findStagedFeed(sql, id, since);
    if (staged === undefined) return undefined;
    const { confirmed, actor } = options;
    const { at, login } = actor;
    await noteFeed(query, id, { step: 'loading', loadBegunAt: at, loadBegunBy: login, report: null });
    const report = await this.#goThrough(staged, { actor, confirms: confirming(confirmed, staged) });
    const isDone = report.toConfirm.length === 0;
    await noteFeed(query, id, { step: isDone ? 'loaded' : 'staged', report, shown: report.toConfirm });
    if (isDone) await emptyStaging(sql);
    return report;
  }

  /** @returns whether it was there */
  async drop(id: string): Promise<boolean> {
    const isThere = (await findStagedFeed(this.#database.sql, id, new Date(0))) !== undefined;
    if (isThere) await this.#empty(id, 'dropped');
    return isThere;
  }

  /** Of one that has been staged for too long. @returns whether there was one */
  async expire(before: Date): Promise<boolean> {
    const old = await this.#database.query
      .selectFrom('stagedFeed')
      .innerJoin('directoryFeed', 'directoryFeed.id', 'stagedFeed.id')
      .select('directoryFeed.id')
      .where('directoryFeed.stagedAt', '<', before)
      .executeTakeFirst();
    if (old !== undefined) await this.#empty(old.id, 'expired');
    return old !== undefined;
  }

  /** Stages, goes through and drops a feed: for who has its files at hand. @param options undefined: only says what would be done */
  async load(sent: SentFeed, actor: Actor, options?: FeedLoadOptions): Promise<FeedReport> {
    await this.begin(actor);
    const id = await this.stage(sent);
    const whenever = new Date(0);
    try {
      const report =
        options === undefined
          ? (await this.preview(id, whenever))?.report
          : await this.apply(id, whenever, options);
      if (report === undefined) throw new Error('What has just been staged is there');
      return report;
    } finally {
      await this.drop(id);
    }
  }

  /** When the turn is over: a feed that never came is forgotten. */
  async end(): Promise<void> {
    if (this.#coming !== undefined) await forgetFeed(this.#database.query, this.#coming.id);
  }

  #goThrough(staged: StagedFeed, load: FeedLoad | undefined): Promise<FeedReport> {
    return goThroughFeed(this.#database, staged, load, this.#signal);
  }

  async #empty(id: string, step: 'dropped' | 'expired'): Promise<void> {
    await noteFeed(this.#database.query, id, { step });
    await emptyStaging(this.#database.sql);
  }
}

/** Directories change between what a person is shown and what they confirm. */
function confirming(confirmed: ReadonlySet<string>, { shown }: StagedFeed): FeedLoad['confirms'] {
  const seen = shown && new Map(shown.map(({ campusCode, losses }) => [campusCode, losses]));
  return (campusCode, losses) =>
    confirmed.has(campusCode) && (seen === null || isWithinShown(losses, seen.get(campusCode) ?? []));
}
