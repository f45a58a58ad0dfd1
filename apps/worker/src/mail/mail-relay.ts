import { MailRefused, type Mailer } from '@timetable/notifications';
import type { ClaimedMail, NotificationRepository } from '@timetable/persistence';
import { reasonOf } from '@timetable/runtime';
import type { Logger } from 'pino';

const BATCH = 20;

/** Hands the mails that imports left behind to the mail server. A dead one delays mails and nothing else. */
export class MailRelay {
  constructor(
    private readonly mails: Pick<NotificationRepository, 'claim' | 'markSent' | 'markFailed' | 'markRefused'>,
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
      if (error instanceof MailRefused) {
        // Sending it again would be refused again: it is kept as refused, for a person to see.
        this.log.error({ notification: id, refusal: error.reason }, 'a mail was refused for good');
        await this.mails.markRefused(id, error.reason);
      } else {
        this.log.warn({ notification: id, attempts, reason: reasonOf(error) }, 'a mail was not taken');
        await this.mails.markFailed(id);
      }
      return;
    }
    await this.mails.markSent(id);
    this.log.info({ notification: id }, 'mail sent');
  }
}
