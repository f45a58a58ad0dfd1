import type { NotificationFact, RecipientType } from '@timetable/domain';
import { ChannelUnavailable, DeliveryRefused, type NotificationChannel } from '../channel.js';
import { importLink } from '../import-link.js';
import { renderAccessMail } from './access-mail.js';
import { renderDigestMail } from './digest-mail.js';
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
    async deliver({ id, recipientEmail, recipientType, ...fact }) {
      if (recipientEmail === null) throw new DeliveryRefused('no address');
      await mailer.send({
        to: recipientEmail,
        key: `notification/${id}`,
        ...render(fact, recipientType ?? 'depositor', PUBLIC_URL),
      });
    },
  };
}

/** @param recipient one of whom nothing is known opens nothing */
function render(fact: NotificationFact, recipient: RecipientType, publicUrl: string): MailContent {
  const linkOf = (importId: string): string => importLink(publicUrl, importId);
  switch (fact.kind) {
    case 'access':
      return renderAccessMail(fact.data);
    case 'digest':
      return renderDigestMail(fact.data, linkOf);
    case 'held':
    case 'rejected':
    case 'interrupted':
    case 'alerts':
      return renderImportMail(fact, recipient, linkOf(fact.data.importId));
  }
}
