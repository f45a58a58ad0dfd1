import { MailRefused, type Mailer } from '@timetable/notifications';
import type { ClaimedMail, NotificationRepository } from '@timetable/persistence';
import type { Logger } from 'pino';
import { reasonOf } from '../lifecycle/polling-loop.js';

const BATCH = 20;

/** Hands the mails that imports left behind to the mail server. A dead one delays mails and nothing else. */
export class MailRelay {
  constructor(
    private readonly mails: Pick<NotificationRepository, 'claim' | 'markSent' | 'markFailed'>,
    private readonly mailer: Mailer,
    private readonly log: Logger,
  ) {}

  /** Sends what is due. @returns whether there may be more at once */
  async sendDue(): Promise<boolean> {
    const mails = await this.mails.claim(BATCH);
    // One at a time: mail servers count connections, and nobody waits.
    for (const mail of mails) await this.#send(mail);
    return mails.length === BATCH;
  }

  async #send({ id, recipientEmail: to, subject, textBody, htmlBody, attempts }: ClaimedMail): Promise<void> {
    try {
      await this.mailer.send({ to, subject, textBody, htmlBody, key: `notification/${id}` });
    } catch (error) {
      const isRefused = error instanceof MailRefused;
      this.log.warn({ notification: id, attempts, reason: reasonOf(error) }, 'a mail was not taken');
      // Refused for good is settled too: sending it again would be refused again, and hide the next ones.
      await (isRefused ? this.mails.markSent(id) : this.mails.markFailed(id));
      return;
    }
    await this.mails.markSent(id);
    this.log.info({ notification: id }, 'mail sent');
  }
}
