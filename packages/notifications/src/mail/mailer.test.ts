import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { ChannelUnavailable, DeliveryRefused } from '../channel.js';
import { createMailer } from './mailer.js';

const MAIL = {
  to: 'secretariat@college.example',
  subject: 'Décision attendue : collège',
  textBody: 'Bonjour, à bientôt.\n',
  htmlBody: '<p>Bonjour, à bientôt.</p>',
  key: 'import-1/held/emp.camille.bernard',
};

describe('createMailer', () => {
  const closers: (() => Promise<void>)[] = [];

  afterEach(async () => {
    await Promise.all(closers.splice(0).map((close) => close()));
  });

  async function startServer(
    options: SMTPServerOptions = {},
  ): Promise<{ smtpUrl: string; received: ParsedMail[] }> {
    const received: ParsedMail[] = [];
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onData(stream, _session, done) {
        simpleParser(stream).then(
          (mail) => {
            received.push(mail);
            done();
          },
          (error: unknown) => {
            done(error instanceof Error ? error : new Error(String(error)));
          },
        );
      },
      ...options,
    });
    server.on('error', () => undefined);
    const listening = server.listen(0, '127.0.0.1');
    await new Promise((resolve) => listening.once('listening', resolve));
    closers.push(
      () =>
        new Promise((resolve) => {
          server.close(resolve);
        }),
    );
    return { smtpUrl: `smtp://127.0.0.1:${portOf(listening.address())}`, received };
  }

  it('sends both forms, accents whole, marked as automatic', async () => {
    const { smtpUrl, received } = await startServer();

    await createMailer({ smtpUrl, from: 'Import EDT <import@ent.example>' }).send(MAIL);

    const [mail] = received;
    expect(mail?.subject).toBe(MAIL.subject);
    expect(mail?.text).toContain('à bientôt');
    expect(mail?.html).toContain('<p>Bonjour, à bientôt.</p>');
    expect(mail?.from?.text).toBe('"Import EDT" <import@ent.example>');
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it('gives a mail sent twice the same Message-ID, without the account in it', async () => {
    const { smtpUrl, received } = await startServer();
    const mailer = createMailer({ smtpUrl, from: 'import@ent.example' });

    await mailer.send(MAIL);
    await mailer.send(MAIL);

    expect(received).toHaveLength(2);
    expect(received[0]?.messageId).toBe(received[1]?.messageId);
    expect(received[0]?.messageId).toMatch(/^<[0-9a-f]{32}@ent\.example>$/);
  });

  it('never writes to a second address smuggled into the first', async () => {
    const recipients: string[] = [];
    const { smtpUrl } = await startServer({
      onRcptTo({ address }, _session, done) {
        recipients.push(address);
        done();
      },
    });
    const to = 'a@college.example, b@elsewhere.example';
    const sending = createMailer({ smtpUrl, from: 'import@ent.example' }).send({ ...MAIL, to });

    await expect(sending).rejects.toThrow(DeliveryRefused);
    expect(recipients).toEqual([]);
  });

  it('tells an address refused for good from a mailbox full for now', async () => {
    const refusing = (responseCode: number): SMTPServerOptions => ({
      onRcptTo(_address, _session, done) {
        done(Object.assign(new Error('secretariat@college.example: no'), { responseCode }));
      },
    });
    const permanent = await startServer(refusing(550));
    const temporary = await startServer(refusing(452));
    const send = ({ smtpUrl }: { smtpUrl: string }): Promise<void> =>
      createMailer({ smtpUrl, from: 'import@ent.example' }).send(MAIL);

    await expect(send(permanent)).rejects.toThrow(DeliveryRefused);
    await expect(send(temporary)).rejects.toThrow(ChannelUnavailable);
    // The server's sentence may name the person: it stays out of the error.
    await expect(send(permanent)).rejects.not.toThrow('secretariat');
  });

  it('keeps the mail when the server refuses the sender: a setting repairs that', async () => {
    const { smtpUrl } = await startServer({
      onMailFrom(_address, _session, done) {
        done(Object.assign(new Error('not allowed'), { responseCode: 550 }));
      },
    });
    const sending = createMailer({ smtpUrl, from: 'import@ent.example' }).send(MAIL);
    await expect(sending).rejects.toThrow(ChannelUnavailable);
  });

  it('reports a dead server as something that time repairs', async () => {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const port = portOf(probe.address());
    await new Promise((resolve) => probe.close(resolve));
    const mailer = createMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from: 'import@ent.example' });

    await expect(mailer.send(MAIL)).rejects.toThrow(ChannelUnavailable);
  });
});

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
