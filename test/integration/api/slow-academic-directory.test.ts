// An academic directory that does not come: whoever sends it is told so, and keeps nobody else from sending theirs.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { feedPageSchema } from '@timetable/contracts';
import { completeAcademy } from '@timetable/generator';
import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestApi, type TestApi } from '../../support/api.js';
import { at, textAt } from '../../support/json-at.js';
import { until } from '../../support/until.js';
import { RawConnection } from '../../support/webdav/raw-http.js';
import { zippedAcademy } from '../../support/zipped.js';

const PACE = { windowMs: 600, leastBytes: 600, wholeMs: 60_000 };
const BOUNDARY = 'the-boundary';
const START = [
  `--${BOUNDARY}`,
  'Content-Disposition: form-data; name="file"; filename="academie.zip"',
  'Content-Type: application/zip',
  '\r\n',
].join('\r\n');
const END = `\r\n--${BOUNDARY}--\r\n`;

let api: TestApi;
const connections: RawConnection[] = [];
beforeAll(async () => {
  api = await startTestApi({}, { feedPace: PACE });
});
afterEach(() => {
  for (const { socket } of connections.splice(0)) socket.destroy();
});
afterAll(() => api.stop());

const archive = () => zippedAcademy(completeAcademy({ schools: 1, pupils: 6 }, '20260901'));

/** One that says how large a form it sends. */
async function begin(bytes: number): Promise<RawConnection> {
  const connection = await RawConnection.open(Number(new URL(api.url).port));
  connections.push(connection);
  connection.write(
    [
      'POST /api/v1/operator/directory HTTP/1.1',
      'Host: localhost',
      `Authorization: Bearer ${api.operator}`,
      `Content-Type: multipart/form-data; boundary=${BOUNDARY}`,
      `Content-Length: ${bytes}`,
      '\r\n',
    ].join('\r\n'),
  );
  return connection;
}

const feeds = async () => feedPageSchema.parse((await api.get('/operator/directory')).body);
const isReceiving = () =>
  until(async () => ((await feeds()).items[0]?.state === 'reading' ? true : undefined), { what: 'its turn' });

/** As if it had never been there: for whoever sends one, in the list, and on the disk. */
async function expectGone(): Promise<void> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(await archive())]), 'academie.zip');
  const { status, body } = await api.call('POST', '/operator/directory', { token: api.operator, form });
  expect({ status, body }).toMatchObject({ status: 201 });
  const { items } = await feeds();
  expect(items.map(({ state }) => state)).toEqual(['waiting']);
  expect((await api.send('DELETE', `/operator/directory/${textAt(body, 'id')}`)).status).toBe(204);
  await api.database.sql.run('TRUNCATE directory_feed, staged_feed');
  expect(await readdir(api.files.spoolDirectory)).toEqual([]);
}

async function expectTold(connection: RawConnection): Promise<void> {
  const answer = await connection.answer({ timeoutMs: 10_000 });
  const problem: unknown = JSON.parse(String(answer?.body));
  expect([answer?.status, at(problem, 'code')]).toEqual([408, 'upload_too_slow']);
  expect(at(problem, 'detail')).toMatch(/^L’envoi de cet annuaire académique s’est arrêté, ou est trop lent/);
}

describe('an academic directory', () => {
  it('that stops in the middle of its file gives its turn up, and leaves nothing', async () => {
    const connection = await begin(1_000_000);
    connection.write(START + 'x'.repeat(20_000));
    await isReceiving();
    await until(async () => (await readdir(api.files.spoolDirectory)).length > 0 || undefined, {
      what: 'the beginning of its file',
    });
    await expectTold(connection);
    await expectGone();
  });

  it('that stops before its file, or comes a byte now and then, does so too', async () => {
    const silent = await begin(50_000);
    await isReceiving();
    await expectTold(silent);
    const dripping = await begin(50_000);
    dripping.write(START);
    const drip = setInterval(() => {
      if (!dripping.isClosed) dripping.write('x');
    }, 20);
    await expectTold(dripping);
    clearInterval(drip);
    await expectGone();
  });

  it('that would not even be half there in time is told so early', async () => {
    const connection = await begin(10_000_000);
    connection.write(START);
    // Ten times the least that is asked of a small one.
    const steady = setInterval(() => {
      if (!connection.isClosed) connection.write('x'.repeat(200));
    }, 20);
    await expectTold(connection);
    clearInterval(steady);
    await expectGone();
  });

  it('that is slow, and comes, is read', async () => {
    const form = Buffer.concat([Buffer.from(START), await archive(), Buffer.from(END)]);
    const connection = await begin(form.length);
    const piece = Math.ceil(form.length / 40);
    for (let from = 0; from < form.length; from += piece) {
      connection.write(form.subarray(from, from + piece));
      await sleep(50);
    }
    const answer = await connection.answer({ timeoutMs: 10_000 });
    expect(answer?.status).toBe(201);
    await api.database.sql.run('TRUNCATE directory_feed, staged_feed, feed_person, feed_class, feed_campus');
  });

  it('whose sender leaves gives its turn up', async () => {
    const connection = await begin(1_000_000);
    connection.write(START + 'x'.repeat(20_000));
    await isReceiving();
    connection.socket.destroy();
    await until(async () => (await feeds()).total === 0 || undefined, { what: 'the end of its turn' });
    await expectGone();
  });
});
