import type { Settings } from '@timetable/settings';
import { createMailer, MailServerUnavailable, type Mailer } from '@timetable/notifications';

/** Without a mail server mails wait, as they do when it is down: they leave once the setting is there. */
const NO_SERVER: Mailer = {
  send: () => Promise.reject(new MailServerUnavailable('SMTP_URL is not set')),
};

export function createSettingsMailer({ SMTP_URL: smtpUrl, MAIL_FROM: from }: Settings): Mailer {
  return smtpUrl === undefined ? NO_SERVER : createMailer({ smtpUrl, from });
}
