import type { Database } from '../database.js';
import { areTwins } from '../imports/twin-files.js';
import { retryDelay } from './retry-delay.js';

/** A mail to send, as it was written when its import ended. */
export interface ClaimedMail {
  /** Decimal. */
  readonly id: string;
  readonly recipientEmail: string;
  readonly subject: string;
  readonly textBody: string;
  readonly htmlBody: string;
  /** This one included. */
  readonly attempts: number;
}

/** Mails by what became of them, but for those that were sent. */
export interface MailBacklog {
  readonly waiting: number;
  readonly refused: number;
}

const LEASE_SECONDS = 120;
const MAX_DELAY_SECONDS = 15 * 60;

/** Mails waiting for the mail server: a dead one delays them and nothing else. */
export class NotificationRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Takes mails that are due. Each must then be marked sent, failed or refused. The rejection of a twin waits while the
   * good file beside it has not been judged.
   */
  claim(limit: number): Promise<ClaimedMail[]> {
    return this.#database.sql.rows<ClaimedMail & Record<string, unknown>>(
      `UPDATE notification
          SET attempts = attempts + 1, next_try_at = now() + make_interval(secs => ${LEASE_SECONDS})
        WHERE id IN (SELECT id FROM notification
                      WHERE sent_at IS NULL AND refused_at IS NULL AND next_try_at <= now()
                        AND NOT (kind = 'rejected'
                                 AND EXISTS (SELECT FROM import AS twin JOIN import AS good ON ${areTwins('twin', 'good')}
                                              WHERE twin.id = notification.import_id
                                                AND good.status IN ('received', 'running')))
                      ORDER BY id FOR UPDATE SKIP LOCKED LIMIT $1)
      RETURNING id, recipient_email AS "recipientEmail", subject, text_body AS "textBody", html_body AS "htmlBody",
                attempts`,
      [limit],
    );
  }

  /** Erases the words too: an access mail carries a password, which nobody may read here later. */
  async markSent(id: string): Promise<void> {
    await this.#database.sql.run(
      `UPDATE notification SET sent_at = coalesce(sent_at, now()), text_body = '', html_body = '' WHERE id = $1`,
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
   * The mail server refuses it for good: not tried again, and kept as refused until a person corrects the address. Its
   * words are erased like those of a mail that was sent.
   *
   * @param reason codes only, never the server's sentence: it may repeat the address
   */
  async markRefused(id: string, reason: string): Promise<void> {
    await this.#database.sql.run(
      `UPDATE notification SET refused_at = now(), refusal = $2, text_body = '', html_body = ''
        WHERE id = $1 AND sent_at IS NULL`,
      [id, reason],
    );
  }

  /** Of the last 30 days, for metrics. */
  async backlog(): Promise<MailBacklog> {
    const row = await this.#database.sql.first<{ waiting: number; refused: number }>(
      `SELECT count(*) FILTER (WHERE refused_at IS NULL)::int AS waiting,
              count(*) FILTER (WHERE refused_at > now() - interval '30 days')::int AS refused
         FROM notification WHERE sent_at IS NULL`,
    );
    return row ?? { waiting: 0, refused: 0 };
  }
}
