/** What a mail says, in both its forms. */
export interface MailContent {
  readonly subject: string;
  readonly textBody: string;
  readonly htmlBody: string;
}
