import { makeFolder } from '@timetable/folders';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { simpleParser, type AddressObject } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail as the sink shows it. */
export interface SinkMail {
  readonly id: string;
  readonly receivedAt: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
}

export interface MailSinkOptions {
  /** Addresses it refuses for good, as a real server refuses unknown ones. */
  readonly refuses?: readonly string[];
}

/** Mails kept in memory, the newest first; all of them are kept as files. */
const KEPT = 200;

/**
 * Takes every mail and delivers none. Read back at `GET /` (JSON, newest first) on a port of its own, which the API shows
 * as `/dev/mails`; each mail is also a `.eml` file that any mail program opens.
 */
export class MailSink {
  readonly #directory: string;
  readonly #mails: SinkMail[] = [];
  readonly #smtp: SMTPServer;
  readonly #http: Server;
  #received = 0;

  private constructor(directory: string, { refuses = [] }: MailSinkOptions) {
    this.#directory = directory;
    this.#smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onAuth: (_auth, _session, done) => {
        done(null, { user: 'sink' });
      },
      onRcptTo: ({ address }, _session, done) => {
        if (refuses.includes(address)) done(Object.assign(new Error('No such user'), { responseCode: 550 }));
        else done();
      },
      onData: (stream, _session, done) => {
        stream
          .toArray()
          .then((chunks: Buffer[]) => this.#keep(Buffer.concat(chunks)))
          .then(() => {
            done();
          }, done);
      },
    });
    this.#smtp.on('error', () => undefined);
    this.#http = createServer((request, response) => {
      if (request.method === 'DELETE') this.#mails.length = 0;
      response.setHeader('content-type', 'application/json; charset=utf-8');
      response.end(JSON.stringify(this.#mails));
    });
  }

  /**
   * @param directory `<DATA_DIR>/mails`
   * @param smtpPort where mails are taken, on 127.0.0.1
   */
  static async start(directory: string, smtpPort: number, options: MailSinkOptions = {}): Promise<MailSink> {
    makeFolder(directory);
    const sink = new MailSink(directory, options);
    sink.#smtp.listen(smtpPort, '127.0.0.1');
    await once(sink.#smtp.server, 'listening');
    sink.#http.listen(0, '127.0.0.1');
    await once(sink.#http, 'listening');
    return sink;
  }

  /** Those kept in memory, the newest first. */
  get mails(): readonly SinkMail[] {
    return this.#mails;
  }

  /** `DEV_MAILS_URL`. */
  get url(): string {
    const address = this.#http.address();
    if (address === null || typeof address === 'string') throw new Error('The mail sink is not listening');
    return `http://127.0.0.1:${address.port}/`;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#smtp.close(resolve);
    });
    this.#http.closeAllConnections();
    this.#http.close();
  }

  async #keep(source: Buffer): Promise<void> {
    const mail = await simpleParser(source);
    const receivedAt = new Date();
    this.#received += 1;
    const id = `${receivedAt.toISOString().replaceAll(':', '-')}-${this.#received}`;
    await writeFile(join(this.#directory, `${id}.eml`), source);
    this.#mails.unshift({
      id,
      receivedAt: receivedAt.toISOString(),
      from: mail.from?.text ?? '',
      to: addressesOf(mail.to),
      subject: mail.subject ?? '',
      text: mail.text ?? '',
      html: typeof mail.html === 'string' ? mail.html : null,
    });
    this.#mails.length = Math.min(this.#mails.length, KEPT);
  }
}

function addressesOf(to: AddressObject | AddressObject[] | undefined): string[] {
  const lists = to === undefined ? [] : Array.isArray(to) ? to : [to];
  return lists.flatMap(({ value }) => value.map(({ address }) => address ?? ''));
}
