// The door's promise: an upload answered 201 or 204 has its deposit and its exact bytes in storage, an upload answered
// otherwise has none; whatever dies in between. A client whose connection was cut sends again, and one deposit results.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { migrate, openDatabase } from '@timetable/persistence';
import { freePort, PostgresServer } from '@timetable/tools';
import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DavClient } from '../support/webdav/dav-client.js';
import { DepositWorld, LOGIN, PASSWORD, sha256Of } from '../support/webdav/deposit-world.js';
import { eventually } from '../support/webdav/eventually.js';

const UPLOADS = 200;
const CLIENTS = 8;

let world: DepositWorld;

beforeEach(async () => {
  world = await DepositWorld.create();
}, 60_000);

afterEach(async () => {
  await world.destroy();
}, 60_000);

const nameOf = (i: number): string => `EDT_${String(i).padStart(3, '0')}.zip`;
const bytesOf = (i: number): Buffer => Buffer.alloc(30_000 + i, `upload ${i} `);

/** What a client was told about an upload; undefined: the connection was cut. */
type Outcome = number | undefined;

async function upload(i: number): Promise<Outcome> {
  try {
    return (await world.client().put(`/webdav/jaures/${nameOf(i)}`, bytesOf(i))).status;
  } catch {
    return undefined;
  }
}

/** Runs all uploads over a few clients, each of which waits a little when it was cut. */
async function uploadAll(onEach: (done: number) => void = () => undefined): Promise<Map<number, Outcome>> {
  const outcomes = new Map<number, Outcome>();
  let next = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (next < UPLOADS) {
        const i = next;
        next += 1;
        const outcome = await upload(i);
        outcomes.set(i, outcome);
        onEach(outcomes.size);
        if (outcome === undefined) await sleep(50);
      }
    }),
  );
  return outcomes;
}

const isAccepted = (outcome: Outcome): boolean => outcome === 201 || outcome === 204;

/** Compares what clients were told with the table and the storage. */
async function expectPromiseKept(outcomes: ReadonlyMap<number, Outcome>): Promise<void> {
  const deposits = await world.deposits();
  for (const { fileName, sha256, storedSha256 } of deposits) {
    expect([fileName, storedSha256]).toEqual([fileName, sha256]);
  }
  const byName = Map.groupBy(deposits, ({ fileName }) => fileName);
  const told = [...outcomes].map(([i, outcome]) => {
    const found = byName.get(nameOf(i)) ?? [];
    const isRight = found.length === 1 && found[0]?.sha256 === sha256Of(bytesOf(i));
    if (isAccepted(outcome)) return isRight ? 'kept' : `accepted, ${found.length} deposits`;
    // Cut before the answer: either way, but whole.
    if (outcome === undefined) return found.length === 0 || isRight ? 'kept' : 'half';
    return found.length === 0 ? 'kept' : `answered ${outcome}, deposited all the same`;
  });
  expect(told.filter((verdict) => verdict !== 'kept')).toEqual([]);
}

/** Sends again what was not accepted, as clients do: then everything is there, once. */
async function expectRetriesComplete(outcomes: ReadonlyMap<number, Outcome>): Promise<void> {
  for (const [i, outcome] of outcomes) {
    if (!isAccepted(outcome)) expect([201, 204]).toContain(await upload(i));
  }
  const deposits = await world.deposits();
  expect(deposits.map(({ fileName }) => fileName).sort()).toEqual(
    Array.from({ length: UPLOADS }, (_, i) => nameOf(i)),
  );
  const imports = await world.database.sql.first(
    `SELECT (SELECT count(*)::int FROM import) AS imports, (SELECT count(*)::int FROM outbox) AS outbox,
            (SELECT count(*)::int FROM import_step) AS steps`,
  );
  expect(imports).toEqual({ imports: UPLOADS, outbox: UPLOADS, steps: UPLOADS * 5 });
}

/** A sweep comes with each start; files must be an hour old. */
async function expectOrphansSwept(): Promise<void> {
  const anHourAgo = new Date(Date.now() - 61 * 60_000);
  for (const file of await world.storedFiles()) await utimes(file, anHourAgo, anHourAgo);
  await world.door.stop();
  await world.reopen();
  const kept = await world.depositCount();
  expect(await eventually(async () => (await world.storedFiles()).length === kept)).toBe(true);
  await expectPromiseKept(new Map());
}

describe('nothing is lost', () => {
  it('when the door is killed again and again during 200 uploads', async () => {
    const load = { isOver: false };
    const killer = (async () => {
      while (!load.isOver) {
        await sleep(150 + Math.random() * 400);
        await world.door.kill();
        await world.reopen();
      }
    })();
    const outcomes = await uploadAll();
    load.isOver = true;
    await killer;
    expect([...outcomes.values()].filter((outcome) => outcome === undefined).length).toBeGreaterThan(0);
    await expectPromiseKept(outcomes);
    await expectRetriesComplete(outcomes);
    await expectOrphansSwept();
  }, 120_000);

  it('when its database connections are cut again and again', async () => {
    const cut = setInterval(() => {
      void world.database.sql
        .run(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE application_name = 'deposit' AND datname = current_database()`,
        )
        .catch(() => undefined);
    }, 60);
    const outcomes = await uploadAll();
    clearInterval(cut);
    expect(new Set(outcomes.values())).not.toContain(500);
    await expectPromiseKept(outcomes);
    await expectRetriesComplete(outcomes);
    await expectOrphansSwept();
    expect(world.door.log).not.toContain('uncaught error');
  }, 120_000);

  it('when the connection is cut by the client at any moment', async () => {
    const outcomes = new Map<number, Outcome>();
    for (let i = 0; i < 40; i += 1) {
      const late = AbortSignal.timeout(1 + i);
      outcomes.set(
        i,
        await fetch(`${world.door.url}/webdav/jaures/${nameOf(i)}`, {
          method: 'PUT',
          headers: { Authorization: world.client().authorization },
          body: new Uint8Array(bytesOf(i)),
          signal: late,
        }).then(
          ({ status }) => status,
          () => undefined,
        ),
      );
    }
    expect(await eventually(async () => (await world.spooledFiles()).length === 0)).toBe(true);
    await expectPromiseKept(outcomes);
  });

  it('when the tree is full: 507 and no deposit; but deposits make room for each other', async () => {
    const client = world.client();
    for (let i = 0; i < 200; i += 1)
      expect((await client.put(`/webdav/jaures/${i}.txt`, 'x')).status).toBe(201);
    const full = await client.put(`/webdav/jaures/${nameOf(0)}`, bytesOf(0));
    expect(full.status).toBe(507);
    expect(full.body.toString()).toContain('plein');
    expect(await world.depositCount()).toBe(0);
    for (let i = 0; i < 5; i += 1) await client.request('DELETE', `/webdav/jaures/${i}.txt`);
    for (let i = 0; i < 12; i += 1) {
      expect((await client.put(`/webdav/jaures/${nameOf(i)}`, bytesOf(i))).status).toBe(201);
    }
    expect(await world.depositCount()).toBe(12);
    const listed = (await client.request('PROPFIND', '/webdav/jaures/')).body.toString();
    expect(listed).toContain(nameOf(11));
    expect(listed).not.toContain(nameOf(0));
  });

  it('when several doors serve the same campus: one deposit per file, one word about accounts', async () => {
    const second = await world.startInstance();
    const clients = [world.client(), new DavClient(second.port, LOGIN, PASSWORD)];
    const answers = await Promise.all(
      clients.flatMap((client) =>
        Array.from({ length: 8 }, () => client.put('/webdav/jaures/EDT.zip', 'the same bytes')),
      ),
    );
    expect(new Set(answers.map((answer) => isAccepted(answer.status)))).toEqual(new Set([true]));
    expect(await world.depositCount()).toBe(1);
    await expectPromiseKept(new Map());

    await world.database.sql.run('UPDATE deposit_account SET deleted_at = now() WHERE login = $1', [LOGIN]);
    for (const client of clients) expect((await client.put('/webdav/jaures/EDT.zip', 'x')).status).toBe(401);
    // What a killed instance left in the spool is another's to clear; here it leaves in order and leaves nothing.
    await second.stop();
    expect(await world.spooledFiles()).toEqual([]);
  });

  it('ends in order: an upload under way is finished and answered', async () => {
    const client = world.client();
    const uploads = Array.from({ length: 20 }, (_, i) =>
      client.put(`/webdav/jaures/${nameOf(i)}`, Buffer.alloc(3_000_000, String(i))),
    );
    await sleep(30);
    const stopping = world.door.stop();
    const outcomes = await Promise.allSettled(uploads);
    await stopping;
    const accepted = outcomes.filter(
      (outcome) => outcome.status === 'fulfilled' && isAccepted(outcome.value.status),
    );
    expect(await world.depositCount()).toBe(accepted.length);
    expect(accepted.length).toBeGreaterThan(0);
    await world.reopen();
  });
});

describe('nothing is lost with a database that dies', () => {
  it('killed and started again during 200 uploads', async () => {
    await world.destroy();
    const directory = await mkdtemp(join(tmpdir(), 'door-postgres-'));
    const options = {
      directory: join(directory, 'postgres'),
      port: await freePort(),
      password: 'secret',
      logFile: join(directory, 'postgres.log'),
      registry: { started: () => Promise.resolve(), ended: () => Promise.resolve() },
    };
    let server = await PostgresServer.start(options);
    await server.createDatabase('door');
    const database = await openDatabase(server.url('door'), { poolSize: 4 });
    await migrate(database);
    world = await DepositWorld.on(database, server.url('door'), () => database.close());
    try {
      const load = { isOver: false };
      const killer = (async () => {
        for (let kills = 0; !load.isOver; kills += 1) {
          await sleep(300);
          server.process.kill();
          await server.process.ended;
          server = await PostgresServer.start(options);
          if (kills >= 3) return;
        }
      })();
      const outcomes = await uploadAll();
      load.isOver = true;
      await killer;
      expect([...outcomes.values()]).toContain(503);
      expect(
        await eventually(() =>
          database.check().then(
            () => true,
            () => false,
          ),
        ),
      ).toBe(true);
      await expectPromiseKept(outcomes);
      await expectRetriesComplete(outcomes);
    } finally {
      await world.door.stop();
      await database.close();
      await server.stop();
      await rm(directory, { recursive: true, force: true });
      world = await DepositWorld.create();
    }
  }, 240_000);
});
