// The volume of PostgreSQL that is full from one moment to the next: nothing is accepted that is not written.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeWhere, NO_MOUNTS } from '@timetable/test-conditions';
import type { DepositWorld } from '../support/webdav/deposit-world.js';
import { OwnPostgres } from '../support/webdav/own-postgres.js';
import { SmallVolume } from '../support/webdav/small-volume.js';
import { isAccepted, Uploads } from '../support/webdav/uploads.js';

/** A new cluster takes about half of it. */
const MEGABYTES = 160;

describeWhere('the disk of the database that fills up', NO_MOUNTS, () => {
  let postgres: OwnPostgres;
  let world: DepositWorld;
  let volume: SmallVolume;

  beforeAll(async () => {
    postgres = await OwnPostgres.create();
    volume = await SmallVolume.mount(postgres.dataDirectory, MEGABYTES);
    world = await postgres.openDoor();
  });

  afterAll(async () => {
    try {
      await volume.free();
      await world.destroy();
    } finally {
      await postgres.stop();
      await volume.unmount();
      await postgres.destroy();
    }
  });

  it('and is free again, at any moment of 200 uploads: each is accepted with its rows, or 503 without', async () => {
    const uploads = new Uploads(world);
    const fillDisk = async (): Promise<void> => {
      await sleep(Math.random() * 200);
      await volume.fill();
      await sleep(Math.random() * 400);
      await volume.free();
    };
    await uploads.sendAll({ pauseMs: 150, meanwhile: [fillDisk], leastTroubles: 4 });

    const outcomes = [...uploads.outcomes.values()];
    expect(outcomes.filter(isAccepted).length).toBeGreaterThan(20);
    expect(outcomes.filter((outcome) => outcome === 503).length).toBeGreaterThan(0);
    expect(new Set(outcomes.filter((outcome) => !isAccepted(outcome)))).toEqual(new Set([503]));
    expect(await postgres.answers()).toBe(true);
    await uploads.expectNothingLost();
  }, 120_000);
});
