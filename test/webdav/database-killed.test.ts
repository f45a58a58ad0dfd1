// PostgreSQL killed -9 and started again while programs deposit: what was answered 201 is there, what was not is not.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { migrate, openDatabase, type Database } from '@timetable/persistence';
import { freePort, PostgresServer } from '@timetable/tools';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DepositWorld } from '../support/webdav/deposit-world.js';
import { eventually } from '../support/webdav/eventually.js';
import { isAccepted, Uploads } from '../support/webdav/uploads.js';

/** Each costs a recovery and, at the door, what it takes to know whether a commit went through. */
const KILLS = 6;

let directory: string;
let server: PostgresServer | undefined;
let start: () => Promise<PostgresServer>;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'door-postgres-'));
  const options = {
    directory: join(directory, 'postgres'),
    port: await freePort(),
    password: 'secret',
    logFile: join(directory, 'postgres.log'),
    registry: { started: () => Promise.resolve(), ended: () => Promise.resolve() },
  };
  start = () => PostgresServer.start(options);
}, 60_000);

afterEach(async () => {
  await server?.stop();
  await rm(directory, { recursive: true, force: true });
}, 60_000);

describe('nothing is lost with a database that dies', () => {
  it('killed and started again at any moment of 200 uploads', async () => {
    server = await start();
    await server.createDatabase('door');
    const url = server.url('door');
    const database = await openDatabase(url, { poolSize: 4 });
    await migrate(database);
    const world = await DepositWorld.on(database, url, () => database.close());
    try {
      const uploads = new Uploads(world);
      const load = { isOver: false, kills: 0 };
      const killer = (async () => {
        while (!load.isOver && load.kills < KILLS) {
          await sleep(100 + Math.random() * 400);
          load.kills += 1;
          server.process.kill();
          await server.process.ended;
          server = await start();
        }
      })();
      await uploads.sendAll({ pauseMs: 200 });
      load.isOver = true;
      await killer;

      expect(load.kills).toBeGreaterThan(2);
      const outcomes = [...uploads.outcomes.values()];
      expect(outcomes.filter(isAccepted).length).toBeGreaterThan(0);
      // The door itself goes on: it cuts nobody, and says the same sentence to all.
      expect(new Set(outcomes.filter((outcome) => !isAccepted(outcome)))).toEqual(new Set([503]));
      expect(await eventually(() => answers(database))).toBe(true);
      await uploads.expectPromiseKept();
      await uploads.expectRetriesComplete();
      await uploads.expectOrphansSwept();
    } finally {
      await world.destroy();
    }
  }, 240_000);
});

const answers = (database: Database): Promise<boolean> =>
  database.check().then(
    () => true,
    () => false,
  );
