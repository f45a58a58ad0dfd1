// The servers behind `npm start`, for real: they survive a kill -9 with their data and leave no process behind.
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Connection } from '@temporalio/client';
import {
  findTemporalCli,
  freePort,
  MailSink,
  PostgresServer,
  TemporalServer,
  type ProcessRegistry,
} from '@timetable/embedded';
import pg from 'pg';

const unwatched: ProcessRegistry = { started: () => Promise.resolve(), ended: () => Promise.resolve() };
let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'embedded-'));
  // As root, PostgreSQL runs under an account that has to enter it.
  await chmod(directory, 0o711);
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

describe('the embedded PostgreSQL', () => {
  it('keeps its data through a kill -9 that leaves its lock file behind', async () => {
    const options = {
      directory: join(directory, 'postgres'),
      port: await freePort(),
      password: 'un mot de passe: é%/',
      logFile: join(directory, 'postgres.log'),
      registry: unwatched,
    };
    const first = await PostgresServer.start(options);
    await first.createDatabase('école');
    await first.createDatabase('école');
    await query(first.url('école'), 'CREATE TABLE kept AS SELECT 42 AS answer');
    first.process.kill();
    await first.process.ended;
    const lock = join(directory, 'postgres', 'cluster', 'postmaster.pid');
    // The pid now belongs to a stranger: this very test.
    const lines = (await readFile(lock, 'utf8')).split('\n');
    await writeFile(lock, [process.pid, ...lines.slice(1)].join('\n'));

    const second = await PostgresServer.start(options);
    try {
      expect(await query(second.url('école'), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    } finally {
      await second.stop();
    }
    expect(second.process.running).toBe(false);
  });
});

describe('the embedded Temporal', () => {
  it('registers search attributes at every start and keeps its data', async () => {
    const cli = await findTemporalCli({ env: process.env, dataDirectory: directory });
    const options = {
      cli,
      databaseFile: join(directory, 'temporal', 'temporal.db'),
      port: await freePort(),
      uiPort: await freePort(),
      namespace: 'default',
      logFile: join(directory, 'temporal.log'),
      registry: unwatched,
    };
    for (const searchAttributes of [{ Campus: 'Keyword' }, { Campus: 'Keyword', Warnings: 'Int' }]) {
      const server = await TemporalServer.start({ ...options, searchAttributes });
      const connection = await Connection.connect({ address: `127.0.0.1:${options.port}` });
      try {
        const { customAttributes } = await connection.operatorService.listSearchAttributes({
          namespace: 'default',
        });
        expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining(Object.keys(searchAttributes)));
      } finally {
        await connection.close();
        await server.stop();
      }
    }
  }, 60_000);
});

describe('the mail sink', () => {
  it('shows the mails it took, the newest first, and keeps each as a file', async () => {
    const port = await freePort();
    const sink = await MailSink.start(join(directory, 'mails'), port);
    try {
      await deliver(port, 'Premier');
      await deliver(port, 'Accès à la dépose');
      const mails: unknown = await (await fetch(sink.url)).json();
      expect(mails).toMatchObject([
        { subject: 'Accès à la dépose', to: ['secretariat@example.org'] },
        { subject: 'Premier' },
      ]);
      expect(await readdir(join(directory, 'mails'))).toHaveLength(2);
    } finally {
      await sink.stop();
    }
  });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The smallest SMTP client there is. */
async function deliver(port: number, subject: string): Promise<void> {
  const steps = [
    'HELO test',
    'MAIL FROM:<import@localhost>',
    'RCPT TO:<secretariat@example.org>',
    'DATA',
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=\r\nTo: secretariat@example.org\r\n\r\nBonjour.\r\n.`,
    'QUIT',
  ];
  const socket = connect(port, '127.0.0.1');
  for await (const answer of socket) {
    if (!/^[23]/.test(String(answer))) throw new Error(String(answer));
    const next = steps.shift();
    if (next === undefined) return;
    socket.write(`${next}\r\n`);
  }
}
