export { renderAccessMail, type AccessMail } from './access-mail.js';
export { renderImportMail, type ImportMail, type ImportMailKind } from './import-mail.js';
export type { MailContent } from './mail-content.js';
export {
  createMailer,
  MailRefused,
  MailServerUnavailable,
  type Mailer,
  type OutgoingMail,
} from './mailer.js';
