import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import type { DavClient } from './dav-client.js';
import { DepositWorld } from './deposit-world.js';
import { eventually } from './eventually.js';

/** A file that is there before every hazard. */
export const FILE = '/webdav/jaures/file.bin';

/** Connections to PostgreSQL that the door may have opened meanwhile, and keeps for a while. */
const POOL = 16;
/** What a heap may keep of hundreds of hostile requests; a leak of their bodies would be several times that. */
const GROWTH_MEGABYTES = 150;

/**
 * One door for a file of hazards. After each of them it still serves, without a deposit, a file or a descriptor more
 * than before, and at the end without the memory that they asked for.
 */
export class HazardSuite {
  #world: DepositWorld | undefined;
  #client: DavClient | undefined;

  /** Registers the suite's hooks: at the top of a test file. */
  static register(): HazardSuite {
    const suite = new HazardSuite();
    let before = { deposits: 0, files: 0, descriptors: 0 };
    let megabytes = 0;
    beforeAll(async () => {
      suite.#world = await DepositWorld.create();
      await suite.world.client().put(FILE, 'content');
      megabytes = await suite.world.door.residentMegabytes();
    }, 60_000);
    afterAll(async () => {
      try {
        expect((await suite.world.door.residentMegabytes()) - megabytes).toBeLessThan(GROWTH_MEGABYTES);
      } finally {
        await suite.world.destroy();
      }
    });
    beforeEach(async () => {
      suite.#client = suite.world.client();
      before = await suite.#count();
    });
    afterEach(async () => {
      const { world, client } = suite;
      expect(await client.status('PROPFIND', '/webdav/jaures/', { headers: { Depth: '1' } })).toBe(207);
      expect(world.door.isRunning).toBe(true);
      expect(world.door.log).not.toContain('uncaught error');
      const isAsBefore = async (): Promise<boolean> => {
        const now = await suite.#count();
        return now.files <= before.files && now.descriptors <= before.descriptors + POOL;
      };
      // What a cut connection held is given back after it.
      if (!(await eventually(isAsBefore))) expect(await suite.#count()).toEqual(before);
      expect(await world.depositCount()).toBe(before.deposits);
    });
    return suite;
  }

  async #count(): Promise<{ deposits: number; files: number; descriptors: number }> {
    const { world } = this;
    return {
      deposits: await world.depositCount(),
      files: (await world.spooledFiles()).length + (await world.storedFiles()).length,
      descriptors: await world.door.descriptors(),
    };
  }

  get world(): DepositWorld {
    if (this.#world === undefined) throw new Error('The door is opened before the first test.');
    return this.#world;
  }

  /** A new one for each test. */
  get client(): DavClient {
    if (this.#client === undefined) throw new Error('There is a client within a test only.');
    return this.#client;
  }

  /** Lines of a raw request with good credentials. */
  authorized(first: string, ...more: string[]): string[] {
    return [`${first} HTTP/1.1`, 'Host: x', `Authorization: ${this.client.authorization}`, ...more];
  }
}
