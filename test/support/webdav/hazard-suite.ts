import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import type { DavClient } from './dav-client.js';
import { DepositWorld } from './deposit-world.js';

/** A file that is there before every hazard. */
export const FILE = '/webdav/jaures/file.bin';

/** One door for a file of hazards. After each of them it still serves, without a deposit more than before. */
export class HazardSuite {
  #world: DepositWorld | undefined;
  #client: DavClient | undefined;

  /** Registers the suite's hooks: at the top of a test file. */
  static register(): HazardSuite {
    const suite = new HazardSuite();
    let deposits = 0;
    beforeAll(async () => {
      suite.#world = await DepositWorld.create();
      await suite.world.client().put(FILE, 'content');
    }, 60_000);
    afterAll(async () => {
      await suite.world.destroy();
    });
    beforeEach(async () => {
      suite.#client = suite.world.client();
      deposits = await suite.world.depositCount();
    });
    afterEach(async () => {
      const { world, client } = suite;
      expect(await client.status('PROPFIND', '/webdav/jaures/', { headers: { Depth: '1' } })).toBe(207);
      expect(world.door.isRunning).toBe(true);
      expect(world.door.log).not.toContain('uncaught error');
      expect(await world.depositCount()).toBe(deposits);
    });
    return suite;
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
