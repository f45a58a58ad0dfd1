// A volume that fills up under the door, for real: a small file system in memory, mounted where files are stored.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeWhere, NO_MOUNTS } from '@timetable/test-conditions';
import { DepositWorld } from '../support/webdav/deposit-world.js';
import { eventually } from '../support/webdav/eventually.js';
import { SmallVolume } from '../support/webdav/small-volume.js';
import { bytesOf, isAccepted, UPLOADS, Uploads } from '../support/webdav/uploads.js';

/** A door whose files are on a volume of that many megabytes. */
async function openDoorOn(megabytes: number): Promise<{ world: DepositWorld; volume: SmallVolume }> {
  const world = await DepositWorld.create();
  await world.door.stop();
  const volume = await SmallVolume.mount(world.storageDirectory, megabytes);
  await world.reopen();
  return { world, volume };
}

async function leave(world: DepositWorld, volume: SmallVolume): Promise<void> {
  try {
    await world.door.stop();
  } finally {
    await volume.unmount();
    await world.destroy();
  }
}

describeWhere('a disk that fills up', NO_MOUNTS, () => {
  let world: DepositWorld;
  let volume: SmallVolume;

  beforeAll(async () => {
    ({ world, volume } = await openDoorOn(8));
  });

  afterAll(async () => {
    await leave(world, volume);
  });

  it('during 200 uploads loses none it accepted, keeps none it refused, and says why', async () => {
    const uploads = new Uploads(world, 100_000);
    await uploads.sendAll();

    const told = [...uploads.outcomes];
    const accepted = told.filter(([, outcome]) => isAccepted(outcome));
    const refused = told.filter(([, outcome]) => outcome === 507);
    expect(accepted.length).toBeGreaterThan(50);
    expect(refused.length).toBeGreaterThan(50);
    expect(accepted.length + refused.length).toBe(UPLOADS);
    const said = new Set(refused.map(([i]) => uploads.sentences.get(i)));
    expect([...said]).toEqual([expect.stringContaining('Le serveur n’a plus de place, rien n’a été déposé')]);
    await uploads.expectPromiseKept();
    expect(await eventually(async () => (await world.spooledFiles()).length === 0)).toBe(true);
    expect(await eventually(async () => (await world.storedFiles()).length === accepted.length)).toBe(true);
  }, 60_000);

  it('takes files again once there is room', async () => {
    for (const file of (await world.storedFiles()).slice(0, 10)) await rm(file);
    expect((await world.client().put('/webdav/jaures/EDT_ENFIN.zip', bytesOf(0))).status).toBe(201);
  });
});

describeWhere('a disk that is full from one moment to the next, and free again', NO_MOUNTS, () => {
  let world: DepositWorld;
  let volume: SmallVolume;

  beforeAll(async () => {
    ({ world, volume } = await openDoorOn(16));
  });

  afterAll(async () => {
    await leave(world, volume);
  });

  it('at any moment of 200 uploads: each is whole or not there, and goes through when it is sent again', async () => {
    const uploads = new Uploads(world);
    const fillDisk = async (): Promise<void> => {
      await sleep(Math.random() * 200);
      await volume.fill();
      await sleep(Math.random() * 200);
      await volume.free();
    };
    await uploads.sendAll({ pauseMs: 150, meanwhile: [fillDisk], leastTroubles: 4 });

    const outcomes = [...uploads.outcomes.values()];
    expect(outcomes.filter(isAccepted).length).toBeGreaterThan(20);
    expect(outcomes.filter((outcome) => outcome === 507).length).toBeGreaterThan(20);
    expect(new Set(outcomes)).toEqual(new Set([201, 507]));
    await uploads.expectPromiseKept();
    expect(await eventually(async () => (await world.spooledFiles()).length === 0)).toBe(true);
    const stored = await world.depositCount();
    expect(await eventually(async () => (await world.storedFiles()).length === stored)).toBe(true);
    await uploads.expectRetriesComplete();
    expect(world.door.log).not.toContain('uncaught error');
  }, 480_000);

  it('while the door is killed too: the same, and what it left is swept', async () => {
    await world.database.sql.run('TRUNCATE deposit CASCADE');
    await world.door.stop();
    for (const file of await world.storedFiles()) await rm(file);
    await world.reopen();
    const uploads = new Uploads(world);
    const fillDisk = async (): Promise<void> => {
      await sleep(Math.random() * 300);
      await volume.fill();
      await sleep(Math.random() * 150);
      await volume.free();
    };
    const killDoor = async (): Promise<void> => {
      await sleep(200 + Math.random() * 400);
      await world.door.kill();
      await world.reopen();
    };
    await uploads.sendAll({
      pauseMs: 150,
      meanwhile: [fillDisk, killDoor],
      acceptedBetween: 10,
      leastTroubles: 3,
    });

    const outcomes = [...uploads.outcomes.values()];
    expect(outcomes.filter(isAccepted).length).toBeGreaterThan(0);
    expect(outcomes).toContain(undefined);
    // Nothing but these: whoever was answered was told what there is to do.
    expect([201, 507, undefined]).toEqual(expect.arrayContaining([...new Set(outcomes)]));
    await uploads.expectOrphansSwept();
    await uploads.expectPromiseKept();
    await uploads.expectRetriesComplete();
  }, 480_000);
});
