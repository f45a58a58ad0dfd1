// The door's promise: an upload answered 201 or 204 has its deposit and its exact bytes in storage, an upload answered
// otherwise has none; whatever dies in between. A client whose connection was cut sends again, and one deposit results.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DavClient } from '../support/webdav/dav-client.js';
import { DepositWorld, LOGIN, PASSWORD, sha256Of } from '../support/webdav/deposit-world.js';
import { eventually } from '../support/webdav/eventually.js';
import {
  bytesOf,
  expectExactBytes,
  expectNothingLostByKillingDoor,
  isAccepted,
  nameOf,
  Uploads,
} from '../support/webdav/uploads.js';

let world: DepositWorld;

beforeEach(async () => {
  world = await DepositWorld.create();
});

afterEach(async () => {
  await world.destroy();
});

describe('nothing is lost', () => {
  it('when the door is killed again and again during 200 uploads', async () => {
    await expectNothingLostByKillingDoor(world);
  }, 480_000);

  it('when its database connections are cut again and again', async () => {
    const cut = setInterval(() => {
      void world.database.sql
        .run(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE application_name = 'deposit' AND datname = current_database()`,
        )
        .catch(() => undefined);
    }, 60);
    const uploads = new Uploads(world);
    await uploads.sendAll();
    clearInterval(cut);
    expect(new Set(uploads.outcomes.values())).not.toContain(500);
    await uploads.expectNothingLost();
    expect(world.door.log).not.toContain('uncaught error');
  }, 480_000);

  it('when the connection is cut by the client at any moment', async () => {
    const uploads = new Uploads(world);
    for (let i = 0; i < 40; i += 1) {
      const late = AbortSignal.timeout(1 + i);
      uploads.outcomes.set(
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
    await uploads.expectPromiseKept();
  });

  it('when the tree is full: deposits go on, make room for each other, and 507 for the rest', async () => {
    const client = world.client();
    for (let i = 0; i < 200; i += 1)
      expect((await client.put(`/webdav/jaures/${i}.txt`, 'x')).status).toBe(201);
    const full = await client.put('/webdav/jaures/envoi.tmp', bytesOf(0));
    expect(full.status).toBe(507);
    expect(full.body.toString()).toContain('plein');
    expect(await world.depositCount()).toBe(0);
    // Accepted all the same: there is no room for it in the listing, that is all.
    const unlisted = Buffer.from('a timetable');
    expect((await client.put('/webdav/jaures/EDT_PLEIN.zip', unlisted)).status).toBe(201);
    expect(await world.deposits()).toMatchObject([{ storedSha256: sha256Of(unlisted) }]);
    expect((await client.request('HEAD', '/webdav/jaures/EDT_PLEIN.zip')).status).toBe(404);
    for (let i = 0; i < 5; i += 1) await client.request('DELETE', `/webdav/jaures/${i}.txt`);
    for (let i = 0; i < 12; i += 1) {
      expect((await client.put(`/webdav/jaures/${nameOf(i)}`, bytesOf(i))).status).toBe(201);
    }
    expect(await world.depositCount()).toBe(13);
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
    await expectExactBytes(world);

    await world.database.sql.run('UPDATE deposit_account SET deleted_at = now() WHERE login = $1', [LOGIN]);
    for (const client of clients) expect((await client.put('/webdav/jaures/EDT.zip', 'x')).status).toBe(401);
    // What a killed instance left in the spool is another's to clear; here it leaves in order and leaves nothing.
    await second.stop();
    expect(await world.spooledFiles()).toEqual([]);
  });

  it('ends in order: an upload under way is finished and answered', async () => {
    const client = world.client();
    const uploads = Array.from({ length: 20 }, (_, i) =>
      client.put(`/webdav/jaures/${nameOf(i)}`, Buffer.alloc(3_000_000, `${i};`)),
    );
    expect(await eventually(async () => (await world.spooledFiles()).length > 0)).toBe(true);
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
