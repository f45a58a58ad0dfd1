// PostgreSQL that neither answers nor refuses (a machine that swaps, a disk that hangs): everybody is told, nobody waits
// until the connection is cut.
import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { CAMPUS, LOGIN, PASSWORD, type DepositWorld } from '../support/webdav/deposit-world.js';
import { basic } from '../support/webdav/dav-client.js';
import { eventually } from '../support/webdav/eventually.js';
import { OwnPostgres } from '../support/webdav/own-postgres.js';
import { RawConnection, type RawAnswer } from '../support/webdav/raw-http.js';

const COLLECTION = `/webdav/${CAMPUS}/`;
/** Longer than the door needs to say 503, shorter than it lets a silent connection live (60 s). */
const PATIENCE_MS = 40_000;
/** Connections that the door has to the database, at most. */
const POOL = 16;
/** More than that, each later than it waits for others before it takes one more. */
const LOOKUPS = POOL + 8;
const BETWEEN_LOOKUPS_MS = 300;

interface Frozen {
  readonly postgres: OwnPostgres;
  readonly world: DepositWorld;
}

/** The tests wait for most of their time: side by side, each with a database and a door of its own. */
const concurrently = (title: string, test: (frozen: Frozen) => Promise<void>): void => {
  it.concurrent(
    title,
    async () => {
      const postgres = await OwnPostgres.create();
      try {
        const world = await postgres.openDoor();
        try {
          await test({ postgres, world });
        } finally {
          postgres.thaw();
          await world.destroy();
        }
      } finally {
        await postgres.destroy();
      }
    },
    300_000,
  );
};

/** More lookups at once than there are connections: known to be good or never seen, who asks is looked up all the same. */
function askOften(world: DepositWorld): Promise<(RawAnswer | undefined)[]> {
  return Promise.all(
    Array.from({ length: LOOKUPS }, async (_, i) => {
      await sleep(i * BETWEEN_LOOKUPS_MS);
      return ask(world, COLLECTION, i % 2 === 0 ? basic(LOGIN, PASSWORD) : basic(`emp.${i}`, PASSWORD));
    }),
  );
}

async function ask(
  world: DepositWorld,
  target: string,
  authorization = basic(LOGIN, PASSWORD),
): Promise<RawAnswer | undefined> {
  const connection = await RawConnection.open(world.door.port);
  try {
    connection.send([`GET ${target} HTTP/1.1`, 'Host: x', `Authorization: ${authorization}`]);
    return await connection.answer({ timeoutMs: PATIENCE_MS });
  } finally {
    connection.close();
  }
}

const BODY = 'PK, and then the other half of a timetable';

/** Uploads of different files whose last bytes come once the database is frozen, answered in their order. */
async function putAcrossFreeze(
  { postgres, world }: Frozen,
  names: readonly string[],
  frozenMs: number,
): Promise<(RawAnswer | undefined)[]> {
  const half = BODY.length / 2;
  const connections = await Promise.all(names.map(() => RawConnection.open(world.door.port)));
  try {
    for (const [index, name] of names.entries()) {
      connections[index]?.send(
        [
          `PUT ${COLLECTION}${name} HTTP/1.1`,
          'Host: x',
          `Authorization: ${basic(LOGIN, PASSWORD)}`,
          `Content-Length: ${BODY.length + name.length}`,
        ],
        name + BODY.slice(0, half),
      );
    }
    expect(await eventually(async () => (await world.spooledFiles()).length === names.length)).toBe(true);
    await postgres.freeze();
    for (const connection of connections) connection.write(BODY.slice(half));
    await sleep(frozenMs);
    postgres.thaw();
    return await Promise.all(connections.map((connection) => connection.answer({ timeoutMs: PATIENCE_MS })));
  } finally {
    for (const connection of connections) connection.close();
  }
}

const put = (world: DepositWorld, name: string): Promise<number> =>
  world.client().status('PUT', `${COLLECTION}${name}`, { body: name + BODY });

const deposited = async (world: DepositWorld): Promise<string[]> =>
  (await world.deposits()).map(({ fileName }) => fileName).sort();

const NAMES = ['EDT_a.zip', 'EDT_b.zip', 'EDT_c.zip'];

describe('a database that hangs', () => {
  concurrently(
    'while deposits are recorded, and is found again when it is asked: what was accepted is there, what was not never comes',
    async (frozen) => {
      const { world } = frozen;
      const answers = await putAcrossFreeze(frozen, NAMES, 17_000);
      const accepted = NAMES.filter((_name, index) => answers[index]?.status === 201);
      for (const answer of answers) if (answer?.status !== 201) expect(answer?.status).toBe(503);
      // Time for a statement that was on its way.
      await sleep(2_000);
      expect(await deposited(world)).toEqual(accepted);
      expect(await world.storedFiles()).toHaveLength(accepted.length);
    },
  );

  concurrently(
    'while deposits are recorded, for longer than it is asked: nobody claims to know, and what is sent again is there',
    async (frozen) => {
      const { postgres, world } = frozen;
      const answers = await putAcrossFreeze(frozen, NAMES, 33_000);
      for (const answer of answers) {
        expect(answer?.status).toBe(503);
        expect(answer?.body.toString()).toContain('on ne sait pas encore si ce fichier est déposé');
      }
      expect(await postgres.answers()).toBe(true);
      for (const name of NAMES) expect([201, 204]).toContain(await put(world, name));
      await sleep(2_000);
      expect([...new Set(await deposited(world))]).toEqual(NAMES);
      for (const { sha256, storedSha256 } of await world.deposits()) expect(storedSha256).toBe(sha256);
    },
  );

  concurrently(
    'is told to every client as 503, also when all connections to it are taken, and is found again',
    async ({ postgres, world }) => {
      expect((await ask(world, COLLECTION))?.status).toBe(200);
      await postgres.freeze();

      const answers = await askOften(world);
      expect(answers.map((answer) => answer?.status)).toEqual(answers.map(() => 503));
      expect(new Set(answers.map((answer) => answer?.headers['retry-after']))).toEqual(new Set(['60']));
      expect(answers[0]?.body.toString()).toMatch('momentanément indisponible, rien n’a été déposé');

      const ready = await ask(world, '/readyz');
      expect(ready?.status).toBe(503);
      expect(JSON.parse(ready?.body.toString() ?? '')).toEqual({
        status: 'error',
        details: { database: { status: 'down' }, storage: { status: 'up' } },
      });
      expect((await ask(world, '/healthz'))?.status).toBe(200);

      postgres.thaw();
      expect(await postgres.answers()).toBe(true);
      expect((await ask(world, COLLECTION))?.status).toBe(200);
      expect((await world.client().put(`${COLLECTION}EDT.zip`, 'PK')).status).toBe(201);
      expect(await world.depositCount()).toBe(1);
      expect(world.door.log).not.toContain('uncaught error');
    },
  );

  concurrently(
    'on the connections open so far, as after a failover, is replaced by new ones to the one that answers',
    async ({ postgres, world }) => {
      // Each use is noted, from each address: as many connections as the door may have.
      const uses = Array.from({ length: 100 }, (_, i) =>
        world.client().status('GET', COLLECTION, { headers: { 'X-Forwarded-For': `198.51.100.${i}` } }),
      );
      expect(new Set(await Promise.all(uses))).toEqual(new Set([200]));
      await postgres.freezeConnections('deposit', POOL);

      await askOften(world);
      expect((await ask(world, COLLECTION))?.status).toBe(200);
      expect((await world.client().put(`${COLLECTION}EDT.zip`, 'PK')).status).toBe(201);
    },
  );
});
