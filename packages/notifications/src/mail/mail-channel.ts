import type { NotificationFact } from '@timetable/domain';
import { ChannelUnavailable, DeliveryRefused, type NotificationChannel } from '../channel.js';
import { importLink } from '../import-link.js';
import { renderAccessMail } from './access-mail.js';
import { renderImportMail } from './import-mail.js';
import type { MailContent } from './mail-content.js';
import { createMailer, type Mailer } from './mailer.js';

export interface MailSettings {
  /** Absent: mails wait, as they do when the server is down, and leave once it is set. */
  readonly SMTP_URL?: string | undefined;
  readonly MAIL_FROM: string;
  /** Where links lead. */
  readonly PUBLIC_URL: string;
}

const NO_SERVER: Mailer = {
  send: () => Promise.reject(new ChannelUnavailable('SMTP_URL is not set')),
};

/** Mails to the people concerned, one each. */
export function createMailChannel({ SMTP_URL, MAIL_FROM, PUBLIC_URL }: MailSettings): NotificationChannel {
  const mailer = SMTP_URL === undefined ? NO_SERVER : createMailer({ smtpUrl: SMTP_URL, from: MAIL_FROM });
  return {
    name: 'mail',
    reaches: 'people',
    async deliver({ id, recipientEmail, ...fact }) {
      if (recipientEmail === null) throw new DeliveryRefused('no address');
      await mailer.send({ to: recipientEmail, key: `notification/${id}`, ...render(fact, PUBLIC_URL) });
    },
  };
}

function render(fact: NotificationFact, publicUrl: string): MailContent {
  return fact.kind === 'access'
    ? renderAccessMail(fact.data)
    : renderImportMail(fact, importLink(publicUrl, fact.data.importId));
}
