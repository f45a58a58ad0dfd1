import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import type { ClientTimeLimits } from '@timetable/runtime';
import { isDeepStrictEqual } from 'node:util';
import type { DavClient } from './dav-client.js';
import { DepositWorld } from './deposit-world.js';
import { eventually } from './eventually.js';

/** A file that is there before every hazard. */
export const FILE = '/webdav/jaures/file.bin';

/** What a heap may keep of hundreds of hostile requests; a leak of their bodies would be several times that. */
const GROWTH_MEGABYTES = 150;

/** What a hazard must leave as it was. */
interface State {
  readonly deposits: number;
  readonly storedFiles: readonly string[];
  /** Of the files in the spool, whose names mean nothing. */
  readonly spooledBytes: readonly number[];
  readonly descriptors: number;
}

/**
 * One door for a file of hazards. After each of them it still serves, with the deposits, files and descriptors that it
 * had before the first one, and at the end without the memory that they asked for.
 */
export class HazardSuite {
  #world: DepositWorld | undefined;
  #client: DavClient | undefined;

  /** Registers the suite's hooks: at the top of a test file. */
  static register(
    timeLimits?: ClientTimeLimits,
    variables: Readonly<Record<string, string>> = {},
  ): HazardSuite {
    const suite = new HazardSuite();
    let before: State;
    let megabytes = 0;
    beforeAll(async () => {
      suite.#world = await DepositWorld.create({ timeLimits, variables });
      await suite.world.client().put(FILE, 'content');
      before = await suite.#atRest();
      megabytes = await suite.world.door.residentMegabytes();
    });
    afterAll(async () => {
      try {
        expect((await suite.world.door.residentMegabytes()) - megabytes).toBeLessThan(GROWTH_MEGABYTES);
      } finally {
        await suite.world.destroy();
      }
    });
    beforeEach(() => {
      suite.#client = suite.world.client();
    });
    afterEach(async () => {
      const { world, client } = suite;
      expect(await client.status('PROPFIND', '/webdav/jaures/', { headers: { Depth: '1' } })).toBe(207);
      expect(world.door.isRunning).toBe(true);
      expect(world.door.log).not.toContain('uncaught error');
      // What a cut connection held is given back after it.
      await eventually(async () => isDeepStrictEqual(await suite.#state(), before));
      expect(await suite.#state()).toEqual(before);
    });
    return suite;
  }

  /** Once the connections of the requests so far are closed. */
  async #atRest(): Promise<State> {
    let state = await this.#state();
    await eventually(async () => {
      const last = state;
      state = await this.#state();
      return isDeepStrictEqual(state, last);
    });
    return state;
  }

  async #state(): Promise<State> {
    const { world } = this;
    return {
      deposits: await world.depositCount(),
      storedFiles: (await world.storedFiles()).sort(),
      spooledBytes: await world.spooledBytes(),
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
