import { afterAll, beforeAll } from '@jest/globals';
import { freePort, MailSink, type SinkMail } from '@timetable/embedded';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { RunningProduct } from './product.js';

/** Whose mails the mail server refuses for good. */
const UNKNOWN_THERE = 'principale@example.org';

/** A product that sends its mails to a server of the test, started once for all tests of the block that asks for it. */
export class MailedProduct {
  #started:
    | { readonly product: RunningProduct; readonly sql: pg.Client; sink: MailSink; readonly port: number }
    | undefined;
  #directory = '';

  /** @param clock of the business day, in ISO 8601 */
  constructor(clock: string) {
    beforeAll(async () => {
      this.#directory = await mkdtemp(join(tmpdir(), 'timetable-mails-'));
      const port = await freePort();
      const sink = await this.#startSink(port);
      const product = await RunningProduct.start({
        env: { CLOCK: clock, SMTP_URL: `smtp://127.0.0.1:${port}` },
      });
      const sql = new pg.Client(product.description.databaseUrl);
      await sql.connect();
      this.#started = { product, sql, sink, port };
    });
    afterAll(async () => {
      await this.#started?.sink.stop();
      await this.#started?.sql.end();
      await this.#started?.product.stop();
      await rm(this.#directory, { recursive: true, force: true });
    });
  }

  get product(): RunningProduct {
    return this.#all.product;
  }

  /** A connection to its database. */
  get sql(): pg.Client {
    return this.#all.sql;
  }

  /** Received until now. */
  get mails(): readonly SinkMail[] {
    return this.#all.sink.mails;
  }

  /** Does the work while there is no mail server. */
  async withoutMailServer<T>(work: () => Promise<T>): Promise<T> {
    const all = this.#all;
    await all.sink.stop();
    try {
      return await work();
    } finally {
      all.sink = await this.#startSink(all.port);
    }
  }

  #startSink(port: number): Promise<MailSink> {
    return MailSink.start(this.#directory, port, { refuses: [UNKNOWN_THERE] });
  }

  get #all() {
    if (this.#started === undefined) throw new Error('The product is started before the first test');
    return this.#started;
  }
}
