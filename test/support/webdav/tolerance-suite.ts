import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { DavClient } from './dav-client.js';
import { DepositWorld } from './deposit-world.js';

/** One door for a file of tolerances; each test has a client, a file name of its own, and counts what it deposited. */
export class ToleranceSuite {
  #world: DepositWorld | undefined;
  #client: DavClient | undefined;
  #before = 0;
  #counter = 0;

  /** Registers the suite's hooks: at the top of a test file. */
  static register(): ToleranceSuite {
    const suite = new ToleranceSuite();
    beforeAll(async () => {
      suite.#world = await DepositWorld.create();
    });
    afterAll(async () => {
      await suite.world.destroy();
    });
    beforeEach(async () => {
      suite.#client = suite.world.client();
      suite.#before = await suite.world.depositCount();
      suite.#counter += 1;
    });
    return suite;
  }

  get world(): DepositWorld {
    if (this.#world === undefined) throw new Error('The door is opened before the first test.');
    return this.#world;
  }

  get client(): DavClient {
    if (this.#client === undefined) throw new Error('There is a client within a test only.');
    return this.#client;
  }

  /** Of this test alone. */
  get name(): string {
    return `EDT_2026_${this.#counter}`;
  }

  /** Since the test began. */
  async newDeposits(): Promise<number> {
    return (await this.world.depositCount()) - this.#before;
  }
}
