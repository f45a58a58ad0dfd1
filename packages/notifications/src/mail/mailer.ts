import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { ChannelUnavailable, DeliveryRefused } from '../channel.js';
import type { MailContent } from './mail-content.js';

export interface OutgoingMail extends MailContent {
  readonly to: string;
  /** Same key, same Message-ID: a mail sent again after a crash is recognised as a copy by mail programs. */
  readonly key?: string;
}

export interface Mailer {
  /**
   * Hands one mail to the mail server; resolves once the server has taken it.
   *
   * @throws DeliveryRefused when sending the same mail again would be refused again
   * @throws ChannelUnavailable for everything that time may repair
   */
  send(mail: OutgoingMail): Promise<void>;
}

/** A server that stops answering must not hold the sender for nodemailer's ten minutes. */
const TIMEOUTS_MS = {
  dnsTimeout: 5_000,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
};

/** Directories hold what people typed: a list, a name or a route in it must not become other recipients. */
const ONE_ADDRESS = /^[^\s,;:<>()"@]+@[^\s,;:<>()"@]+$/;

/**
 * @param smtpUrl `smtp://` or `smtps://`, with percent-encoded credentials when the server asks for them
 * @param from sender, as in « Import EDT <import@ent.example> »
 */
export function createMailer({ smtpUrl, from }: { smtpUrl: string; from: string }): Mailer {
  const transport = createTransport({ url: smtpUrl, ...TIMEOUTS_MS });
  const domain = /@([A-Za-z0-9.-]+)/.exec(from)?.[1] ?? 'localhost';
  return {
    async send({ to, subject, textBody, htmlBody, key }) {
      if (!ONE_ADDRESS.test(to)) throw new DeliveryRefused('bad address');
      try {
        await transport.sendMail({
          from,
          to,
          subject,
          text: textBody,
          html: htmlBody,
          ...(key === undefined ? {} : { messageId: messageId(key, domain) }),
          // RFC 3834: holiday answering machines stay silent.
          headers: { 'Auto-Submitted': 'auto-generated' },
          disableFileAccess: true,
          disableUrlAccess: true,
        });
      } catch (error) {
        throw translate(error);
      }
    },
  };
}

function messageId(key: string, domain: string): string {
  return `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${domain}>`;
}

/** Only codes are kept: the server's own sentence may repeat the recipient's address, and errors end up in logs. */
function translate(error: unknown): DeliveryRefused | ChannelUnavailable {
  const { code, command, responseCode, permanent } = smtpErrorOf(error);
  const reason = [code, responseCode].filter((part) => part !== undefined).join(' ');
  // A refused login, greeting or sender is the operator's to repair: the mail itself is fine.
  const isAboutThisMail = (code === 'EENVELOPE' && command !== 'MAIL FROM') || code === 'EMESSAGE';
  return permanent && isAboutThisMail
    ? new DeliveryRefused(reason)
    : new ChannelUnavailable(`the mail server did not take the mail (${reason})`);
}

function smtpErrorOf(error: unknown): {
  code: string | undefined;
  /** What the server was asked when it failed: « RCPT TO ». */
  command: string | undefined;
  responseCode: number | undefined;
  permanent: boolean;
} {
  const fields = typeof error === 'object' && error !== null ? error : {};
  return {
    code: 'code' in fields && typeof fields.code === 'string' ? fields.code : undefined,
    command: 'command' in fields && typeof fields.command === 'string' ? fields.command : undefined,
    responseCode:
      'responseCode' in fields && typeof fields.responseCode === 'number' ? fields.responseCode : undefined,
    permanent: 'permanent' in fields && fields.permanent === true,
  };
}
