// The door's promise with its files in a bucket, as `docker-compose.yml` has them: an upload answered 201 or 204 has its
// deposit and its exact bytes there, an upload answered otherwise has none; whatever becomes of the bucket meanwhile.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BucketServer, type Trouble } from '@timetable/storage/test-support';
import { setTimeout as sleep } from 'node:timers/promises';
import { CAMPUS, DepositWorld } from '../support/webdav/deposit-world.js';
import { eventually } from '../support/webdav/eventually.js';
import {
  bytesOf,
  expectNothingLostByKillingDoor,
  isAccepted,
  nameOf,
  Uploads,
} from '../support/webdav/uploads.js';
import { BucketFiles } from '../support/webdav/world-files.js';

const TROUBLES: readonly Trouble[] = ['refuses', 'cuts', 'forgets', 'silent'];

let bucket: BucketServer;
let world: DepositWorld;

beforeEach(async () => {
  bucket = new BucketServer();
  const storageUrl = await bucket.listen();
  world = await DepositWorld.create({
    openFiles: (directory) => new BucketFiles(bucket, storageUrl, directory),
  });
});

afterEach(async () => {
  try {
    await world.destroy();
  } finally {
    await bucket.close();
  }
});

/** In some trouble for a while, then stopped, then well again. */
async function trouble(what: Trouble): Promise<void> {
  await sleep(100 + Math.random() * 200);
  bucket.trouble = what;
  await sleep(200 + Math.random() * 800);
  await bucket.close();
  await sleep(Math.random() * 1_000);
  bucket.trouble = undefined;
  await bucket.listen();
}

/** Of what failed, neither a descriptor nor a file is left. */
async function expectNothingLeft(): Promise<void> {
  const { spoolDirectory } = world.files;
  const left = async (): Promise<unknown[]> => [
    ...(await world.door.descriptorsIn(spoolDirectory)),
    ...(await world.spooledFiles()),
  ];
  await eventually(async () => (await left()).length === 0);
  expect(await left()).toEqual([]);
}

describe('nothing is lost with a bucket', () => {
  it('that refuses, cuts, forgets to answer, falls silent and stops during 200 uploads', async () => {
    const uploads = new Uploads(world);
    const met: Trouble[] = [];
    const makeTrouble = async (): Promise<void> => {
      const what = TROUBLES[met.length % TROUBLES.length] ?? 'refuses';
      await trouble(what);
      met.push(what);
    };
    await uploads.sendAll({ pauseMs: 400, meanwhile: [makeTrouble], leastTroubles: TROUBLES.length });

    expect(new Set(met)).toEqual(new Set(TROUBLES));
    const outcomes = [...uploads.outcomes.values()];
    expect(outcomes.filter(isAccepted).length).toBeGreaterThan(0);
    // The door cuts nobody, and says the same sentence to all.
    expect(new Set(outcomes.filter((outcome) => !isAccepted(outcome)))).toEqual(new Set([503]));
    await expectNothingLeft();
    await uploads.expectNothingLost();
    expect(world.door.log).not.toContain('uncaught error');
  }, 480_000);

  it('when the door is killed again and again meanwhile', async () => {
    await expectNothingLostByKillingDoor(world);
  }, 480_000);

  it('that says nothing any more: the client is told so while it still waits', async () => {
    bucket.trouble = 'silent';
    // More patient than the tests' own client.
    const answer = await fetch(`${world.door.url}/webdav/${CAMPUS}/${nameOf(0)}`, {
      method: 'PUT',
      headers: { Authorization: world.client().authorization },
      body: new Uint8Array(bytesOf(0)),
    });
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('momentanément indisponible, rien n’a été déposé');
    expect(await world.depositCount()).toBe(0);
    await expectNothingLeft();

    bucket.trouble = undefined;
    expect((await world.client().put(`/webdav/${CAMPUS}/${nameOf(0)}`, bytesOf(0))).status).toBe(201);
  }, 180_000);
});

describe('a deposit in a bucket', () => {
  it('is read by ranges that travel alone, and copied nowhere', async () => {
    const client = world.client();
    const path = `/webdav/${CAMPUS}/${nameOf(0)}`;
    expect((await client.put(path, bytesOf(0))).status).toBe(201);
    bucket.calls.length = 0;

    const part = await client.request('GET', path, { headers: { Range: 'bytes=100-199' } });

    expect(part.status).toBe(206);
    expect(part.body).toEqual(bytesOf(0).subarray(100, 200));
    expect(bucket.calls).toEqual([expect.objectContaining({ method: 'GET', range: 'bytes=100-199' })]);
    expect(await world.spooledFiles()).toEqual([]);
  });

  it('whose reading is cut is cut for the reader too, and leaves no descriptor', async () => {
    const path = `/webdav/${CAMPUS}/${nameOf(0)}`;
    await world.client().put(path, bytesOf(0));
    bucket.trouble = 'cuts';
    await expect(
      fetch(`${world.door.url}${path}`, { headers: { Authorization: world.client().authorization } }).then(
        (answer) => answer.arrayBuffer(),
      ),
    ).rejects.toThrow();
    await expectNothingLeft();
    bucket.trouble = undefined;
    expect((await world.client().request('GET', path)).body).toEqual(bytesOf(0));
  });
});
