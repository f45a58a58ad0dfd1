// A program that pushes in a loop: what is too many is refused before its bytes come, and told once.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DepositWorld, LOGIN, OTHER_LOGIN, PASSWORD } from '../support/webdav/deposit-world.js';
import { eventually } from '../support/webdav/eventually.js';
import { RawConnection } from '../support/webdav/raw-http.js';

const PER_HOUR = 3;

let world: DepositWorld;

beforeAll(async () => {
  world = await DepositWorld.create({ variables: { DEPOSITS_PER_HOUR_PER_ACCOUNT: String(PER_HOUR) } });
});
afterAll(async () => {
  await world.destroy();
});

const authorization = `Basic ${Buffer.from(`${LOGIN}:${PASSWORD}`).toString('base64')}`;

const put = (name: string, body: string, login = LOGIN, campus = 'jaures'): Promise<Response> =>
  fetch(`${world.door.url}/webdav/${campus}/${name}`, {
    method: 'PUT',
    headers: {
      authorization: `Basic ${Buffer.from(`${login}:${PASSWORD}`).toString('base64')}`,
      connection: 'close',
    },
    body,
  });

it('refuses the deposits of an account beyond its limit in an hour, and keeps nothing of them', async () => {
  for (let index = 0; index < PER_HOUR; index += 1) {
    expect((await put(`EDT_${index}.zip`, `bytes ${index}`)).status).toBe(201);
    // A repetition is none.
    expect((await put(`EDT_${index}.zip`, `bytes ${index}`)).status).toBe(index < PER_HOUR - 1 ? 204 : 429);
  }
  const refused = await put('EDT_4.zip', 'bytes 4');
  expect(refused.status).toBe(429);
  expect(refused.headers.get('content-type')).toMatch('text/plain');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3500);
  expect(await refused.text()).toMatch(
    /trop de fichiers en une heure \(3 au plus\).*Renvoyez-le dans 60 minutes/s,
  );
  expect(await world.depositCount()).toBe(PER_HOUR);
  expect(await world.storedFiles()).toHaveLength(PER_HOUR);
  expect(await world.spooledFiles()).toEqual([]);
});

it('says so before the body comes, where the client waits for it', async () => {
  const connection = await RawConnection.open(world.door.port);
  connection.socket.write(
    `PUT /webdav/jaures/EDT_5.zip HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n` +
      'Expect: 100-continue\r\nContent-Length: 1000000\r\n\r\n',
  );
  const answer = await new Promise<string>((resolve) => {
    connection.socket.once('data', (chunk) => {
      resolve(String(chunk));
    });
  });
  expect(answer).toMatch(/^HTTP\/1\.1 429 /);
  connection.close();
});

it('refuses a file that is moved or copied to the name of a deposit in the same way', async () => {
  expect((await put('envoi.tmp', 'bytes 6')).status).toBe(201);
  for (const method of ['COPY', 'MOVE']) {
    const { status } = await fetch(`${world.door.url}/webdav/jaures/envoi.tmp`, {
      method,
      headers: { authorization, connection: 'close', destination: '/webdav/jaures/EDT_6.zip' },
    });
    expect(status).toBe(429);
  }
  expect(await world.depositCount()).toBe(PER_HOUR);
});

it('refuses neither a place-holder nor anything of another school', async () => {
  expect((await put('vide.zip', '')).status).toBe(201);
  expect((await put('EDT.zip', 'bytes', OTHER_LOGIN, 'hugo')).status).toBe(201);
});

it('tells operators in one line of the audit, one of the log, and a figure', async () => {
  for (let index = 0; index < 20; index += 1) await put('EDT_7.zip', `bytes ${index}`);
  const noted = () =>
    world.database.query.selectFrom('audit').selectAll().where('action', '=', 'deposits.refused').execute();
  await eventually(async () => (await noted()).length === 1);
  const figures = await (await fetch(`${world.door.url}/metrics`)).text();
  expect(figures).toMatch(/timetable_deposits_refused_total\{reason="account_rate"\} \d\d/);
  expect(await noted()).toHaveLength(1);
});
