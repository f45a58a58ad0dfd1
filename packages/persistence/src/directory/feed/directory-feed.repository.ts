import type { FeedFacts, FeedRecord, FeedReport } from '@timetable/domain';
import { z } from 'zod';
import type { Actor } from '../../campus/campus.repository.js';
import type { Database } from '../../database.js';
import { settleInterrupted } from './feed-records.js';
import { FeedTurn, type FeedLoadOptions, type SentFeed } from './feed-turn.js';

/** Another feed is being read or loaded. */
export class FeedUnderWay extends Error {
  override readonly name = 'FeedUnderWay';

  /** @param feedId undefined: somebody looks at what one would change, or drops one */
  constructor(readonly feedId: string | undefined) {
    super('Another feed is being read or loaded');
  }
}

/** What was under way when the process was told to end. */
export class FeedStopped extends Error {
  override readonly name = 'FeedStopped';
}

/** A feed that was sent, and what there is of it. */
export interface KnownFeed extends Pick<FeedFacts, 'isUnderWay' | 'isStaged'> {
  readonly record: FeedRecord;
}

/**
 * Directories of many schools at once, from one feed: staged by COPY, compared and written set by set. One feed at a time; what is
 * staged stays until another is, or until it is dropped. Statements take as long as an academy takes: not for connections with
 * time limits.
 */
export class DirectoryFeedRepository {
  readonly #database: Database;
  readonly #stop = new AbortController();

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Does something with feeds while nobody else does, on this process or another. The lock is a transaction's, of its own
   * connection: it goes with the process that has it.
   * @throws FeedUnderWay; FeedStopped once the process is told to end
   */
  alone<T>(work: (turn: FeedTurn) => Promise<T>): Promise<T> {
    return this.#database.transaction(async (lock) => {
      this.#stop.signal.throwIfAborted();
      const { isMine = false } = (await lock.first(z.object({ isMine: z.boolean() }), LOCK_FEED)) ?? {};
      if (!isMine) throw new FeedUnderWay(await this.#underWay());
      await settleInterrupted(this.#database.query);
      const turn = new FeedTurn(this.#database, this.#stop.signal);
      try {
        return await work(turn);
      } finally {
        await turn.end();
      }
    });
  }

  /** The feeds that were sent, the last first: what is under way, what waits, and what became of the others. */
  async list(): Promise<readonly KnownFeed[]> {
    const { isUnderWay = false } = (await this.#database.sql.first(IS_UNDER_WAY, LOCK_IS_TAKEN)) ?? {};
    const rows = await this.#database.query
      .selectFrom('directoryFeed')
      .leftJoin('stagedFeed', 'stagedFeed.id', 'directoryFeed.id')
      .selectAll('directoryFeed')
      .select('stagedFeed.id as stagedId')
      .orderBy('begunAt', 'desc')
      .orderBy('directoryFeed.id')
      .execute();
    return rows.map(({ stagedId, ...record }) => ({ record, isUnderWay, isStaged: stagedId !== null }));
  }

  /** Drops a feed that has been staged for too long; one that is being read or loaded is none. @returns how many were dropped */
  async dropStagedBefore(before: Date): Promise<number> {
    try {
      return await this.alone(async (turn) => ((await turn.expire(before)) ? 1 : 0));
    } catch (error) {
      if (error instanceof FeedUnderWay) return 0;
      throw error;
    }
  }

  /** Stages, goes through and drops a feed: for who has its files at hand. @param options undefined: only says what would be done */
  load(sent: SentFeed, actor: Actor, options?: FeedLoadOptions): Promise<FeedReport> {
    return this.alone((turn) => turn.load(sent, actor, options));
  }

  /** The process ends: what is read is given up, what is loaded ends with the schools that are being written. */
  stop(): void {
    this.#stop.abort(new FeedStopped('The process ends'));
  }

  async #underWay(): Promise<string | undefined> {
    const found = await this.#database.query
      .selectFrom('directoryFeed')
      .select('id')
      .where('step', 'in', ['reading', 'loading'])
      .orderBy('begunAt', 'desc')
      .executeTakeFirst();
    return found?.id;
  }
}

const LOCK_FEED = `SELECT pg_try_advisory_xact_lock(hashtext('directory-feed')) AS "isMine"`;

const IS_UNDER_WAY = z.object({ isUnderWay: z.boolean() });
const LOCK_IS_TAKEN = `
  SELECT EXISTS (
    SELECT FROM pg_locks
     WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND (classid::bigint << 32) | objid::bigint = hashtext('directory-feed')::bigint AND objsubid = 1
  ) AS "isUnderWay"`;
