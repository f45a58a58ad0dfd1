// PostgreSQL killed -9 and started again while programs deposit: what was answered 201 is there, what was not is not.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DepositWorld } from '../support/webdav/deposit-world.js';
import { OwnPostgres } from '../support/webdav/own-postgres.js';
import { isAccepted, Uploads } from '../support/webdav/uploads.js';

/** Each costs a recovery and, at the door, what it takes to know whether a commit went through. */
const KILLS = 6;

let postgres: OwnPostgres;
let world: DepositWorld;

beforeEach(async () => {
  postgres = await OwnPostgres.create();
  world = await postgres.openDoor();
});

afterEach(async () => {
  try {
    await world.destroy();
  } finally {
    await postgres.destroy();
  }
});

describe('nothing is lost with a database that dies', () => {
  it('killed and started again at any moment of 200 uploads', async () => {
    const uploads = new Uploads(world);
    let kills = 0;
    const killDatabase = async (): Promise<void> => {
      await sleep(100 + Math.random() * 400);
      if (kills === KILLS) return;
      kills += 1;
      await postgres.kill();
      await postgres.start();
    };
    await uploads.sendAll({ pauseMs: 200, meanwhile: [killDatabase], leastTroubles: 3 });

    expect(kills).toBeGreaterThan(2);
    const outcomes = [...uploads.outcomes.values()];
    expect(outcomes.filter(isAccepted).length).toBeGreaterThan(0);
    // The door itself goes on: it cuts nobody, and says the same sentence to all.
    expect(new Set(outcomes.filter((outcome) => !isAccepted(outcome)))).toEqual(new Set([503]));
    expect(await postgres.answers()).toBe(true);
    await uploads.expectNothingLost();
  }, 480_000);
});
