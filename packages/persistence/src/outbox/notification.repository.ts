import type { Database } from '../database.js';
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

const LEASE_SECONDS = 120;
const MAX_DELAY_SECONDS = 15 * 60;

/** Mails waiting for the mail server: a dead one delays them and nothing else. */
export class NotificationRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Takes mails that are due. Each must then be marked sent or failed. */
  claim(limit: number): Promise<ClaimedMail[]> {
    return this.#database.sql.rows<ClaimedMail & Record<string, unknown>>(
      `UPDATE notification
          SET attempts = attempts + 1, next_try_at = now() + make_interval(secs => ${LEASE_SECONDS})
        WHERE id IN (SELECT id FROM notification WHERE sent_at IS NULL AND next_try_at <= now()
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
}
