import type { DepositorIdentity, NotificationFact, RecipientType } from '@timetable/domain';
import { ChannelUnavailable, DeliveryRefused, type NotificationChannel } from '../channel.js';
import { depositorLink, signDepositor } from '../depositor-token.js';
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
  /** Signs the links of depositors. */
  readonly SESSION_SECRET: string;
}

const NO_SERVER: Mailer = {
  send: () => Promise.reject(new ChannelUnavailable('SMTP_URL is not set')),
};

/** Mails to the people concerned, one each. */
export function createMailChannel(settings: MailSettings): NotificationChannel {
  const { SMTP_URL, MAIL_FROM } = settings;
  const mailer = SMTP_URL === undefined ? NO_SERVER : createMailer({ smtpUrl: SMTP_URL, from: MAIL_FROM });
  return {
    name: 'mail',
    reaches: 'people',
    async deliver({ id, recipientEmail, recipientType, depositor, ...fact }) {
      if (recipientEmail === null) throw new DeliveryRefused('no address');
      await mailer.send({
        to: recipientEmail,
        key: `notification/${id}`,
        ...(await render(fact, { type: recipientType ?? 'depositor', depositor }, settings)),
      });
    },
  };
}

interface Recipient {
  /** One of whom nothing is known opens nothing. */
  readonly type: RecipientType;
  readonly depositor: DepositorIdentity | null;
}

async function render(
  fact: NotificationFact,
  { type, depositor }: Recipient,
  { PUBLIC_URL, SESSION_SECRET }: MailSettings,
): Promise<MailContent> {
  const linkOf = (importId: string): string => importLink(PUBLIC_URL, importId);
  const ownPages =
    depositor === null
      ? undefined
      : depositorLink(PUBLIC_URL, await signDepositor(SESSION_SECRET, 'depositor-link', depositor));
  switch (fact.kind) {
    case 'access':
      return renderAccessMail(fact.data, ownPages);
    case 'digest':
      return renderDigestMail(fact.data, linkOf);
    case 'held':
    case 'rejected':
    case 'interrupted':
    case 'alerts':
      return renderImportMail(fact, type, type === 'staff' ? linkOf(fact.data.importId) : ownPages);
  }
}
