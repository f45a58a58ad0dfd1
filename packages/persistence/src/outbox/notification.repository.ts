import { UNJUDGED_STATUSES, type NotificationFact } from '@timetable/domain';
import { sql, type ExpressionBuilder } from 'kysely';
import type { Database } from '../database.js';
import { arePronoteDuplicates } from '../imports/pronote-duplicates.js';
import type { Tables } from '../tables.js';
import { afterAttempts, inSeconds, NOW } from './next-try.js';

/** A fact to deliver by one channel, to one recipient. */
export type ClaimedNotification = NotificationFact & {
  /** Decimal. */
  readonly id: string;
  /** Name of the channel. */
  readonly channel: string;
  /** null: the channel's own address. */
  readonly recipientEmail: string | null;
  /** This one included. */
  readonly attempts: number;
};

/** Notifications by what became of them, but for those that were sent. */
export interface NotificationBacklog {
  readonly waiting: number;
  readonly refused: number;
}

const LEASE_SECONDS = 120;
const MAX_DELAY_SECONDS = 15 * 60;

/** Notifications waiting for their channel: a dead one delays them and nothing else. */
export class NotificationRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Takes those that are due. Each must then be marked sent, failed or refused. What is told of the rejection of a PRONOTE
   * duplicate waits while the good file beside it is unjudged.
   */
  claim(limit: number): Promise<ClaimedNotification[]> {
    return this.#database.query
      .updateTable('notification')
      .set((claimed) => ({
        attempts: claimed('attempts', '+', 1),
        nextTryAt: inSeconds(LEASE_SECONDS),
      }))
      .where('id', 'in', (notifications) =>
        notifications
          .selectFrom('notification')
          .select('notification.id')
          .where('sentAt', 'is', null)
          .where('refusedAt', 'is', null)
          .where('nextTryAt', '<=', NOW)
          .where((of) => of.not(of.and([of('kind', '=', 'rejected'), of.exists(unjudgedGoodFile(of))])))
          .orderBy('notification.id')
          .forUpdate()
          .skipLocked()
          .limit(limit),
      )
      .returning(['id', 'kind', 'channel', 'recipientEmail', 'data', 'attempts'])
      .$narrowType<NotificationFact>()
      .execute();
  }

  /** Erases the fact too: that of an access carries a password, which nobody may read here later. */
  async markSent(id: string): Promise<void> {
    await this.#database.query
      .updateTable('notification')
      .set((sent) => ({ sentAt: sent.fn.coalesce('sentAt', NOW), data: {} }))
      .where('id', '=', id)
      .execute();
  }

  /** Tried again after 1, 2, 4… seconds, up to 15 minutes. */
  async markFailed(id: string): Promise<void> {
    await this.#database.query
      .updateTable('notification')
      .set((failed) => ({ nextTryAt: afterAttempts(failed.ref('attempts'), MAX_DELAY_SECONDS) }))
      .where('id', '=', id)
      .where('sentAt', 'is', null)
      .execute();
  }

  /**
   * The channel refuses it for good: not tried again, and kept as refused until a person corrects the address. The fact
   * is erased like that of one that was sent.
   *
   * @param reason codes only, never a server's sentence: it may repeat the address
   */
  async markRefused(id: string, reason: string): Promise<void> {
    await this.#database.query
      .updateTable('notification')
      .set({ refusedAt: NOW, refusal: reason, data: {} })
      .where('id', '=', id)
      .where('sentAt', 'is', null)
      .execute();
  }

  /** Of the last 30 days, for metrics. */
  backlog(): Promise<NotificationBacklog> {
    return this.#database.query
      .selectFrom('notification')
      .select((unsent) => {
        const waiting = unsent.fn.countAll().filterWhere('refusedAt', 'is', null);
        const refused = unsent.fn
          .countAll()
          .filterWhere('refusedAt', '>', sql<Date>`now() - interval '30 days'`);
        return [
          unsent.cast<number>(waiting, 'integer').as('waiting'),
          unsent.cast<number>(refused, 'integer').as('refused'),
        ];
      })
      .where('sentAt', 'is', null)
      .executeTakeFirstOrThrow();
  }
}

/** Beside the PRONOTE duplicate that is told of. */
const unjudgedGoodFile = (of: ExpressionBuilder<Tables, 'notification'>) =>
  of
    .selectFrom('import as duplicate')
    .innerJoin('import as good', (join) => join.on(arePronoteDuplicates('duplicate', 'good')))
    .whereRef('duplicate.id', '=', 'notification.importId')
    .where('good.status', 'in', UNJUDGED_STATUSES);
