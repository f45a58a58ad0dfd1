import { UNJUDGED_STATUSES, type NotificationFact } from '@timetable/domain';
import type { Database } from '../database.js';
import { areTwins } from '../imports/twin-files.js';
import { retryDelay } from './retry-delay.js';

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
    return this.#database.sql.rows<ClaimedNotification & Record<string, unknown>>(
      `UPDATE notification
          SET attempts = attempts + 1, next_try_at = now() + make_interval(secs => ${LEASE_SECONDS})
        WHERE id IN (SELECT id FROM notification
                      WHERE sent_at IS NULL AND refused_at IS NULL AND next_try_at <= now()
                        AND NOT (kind = 'rejected'
                                 AND EXISTS (SELECT FROM import AS twin JOIN import AS good ON ${areTwins('twin', 'good')}
                                              WHERE twin.id = notification.import_id
                                                AND good.status = ANY ($2::text[])))
                      ORDER BY id FOR UPDATE SKIP LOCKED LIMIT $1)
      RETURNING id, kind, channel, recipient_email AS "recipientEmail", data, attempts`,
      [limit, UNJUDGED_STATUSES],
    );
  }

  /** Erases the fact too: that of an access carries a password, which nobody may read here later. */
  async markSent(id: string): Promise<void> {
    await this.#database.sql.run(
      `UPDATE notification SET sent_at = coalesce(sent_at, now()), data = '{}' WHERE id = $1`,
      [id],
    );
  }

  /** Tried again after 1, 2, 4… seconds, up to 15 minutes. */
  async markFailed(id: string): Promise<void> {
    await this.#database.sql.run(
      `UPDATE notification SET next_try_at = now() + ${retryDelay('attempts', MAX_DELAY_SECONDS)}
        WHERE id = $1 AND sent_at IS NULL`,
      [id],
    );
  }

  /**
   * The channel refuses it for good: not tried again, and kept as refused until a person corrects the address. The fact
   * is erased like that of one that was sent.
   *
   * @param reason codes only, never a server's sentence: it may repeat the address
   */
  async markRefused(id: string, reason: string): Promise<void> {
    await this.#database.sql.run(
      `UPDATE notification SET refused_at = now(), refusal = $2, data = '{}'
        WHERE id = $1 AND sent_at IS NULL`,
      [id, reason],
    );
  }

  /** Of the last 30 days, for metrics. */
  async backlog(): Promise<NotificationBacklog> {
    const row = await this.#database.sql.first<{ waiting: number; refused: number }>(
      `SELECT count(*) FILTER (WHERE refused_at IS NULL)::int AS waiting,
              count(*) FILTER (WHERE refused_at > now() - interval '30 days')::int AS refused
         FROM notification WHERE sent_at IS NULL`,
    );
    return row ?? { waiting: 0, refused: 0 };
  }
}
