import { afterAll, beforeAll } from '@jest/globals';
import { RunningProduct } from './product.js';

/**
 * The whole product, started once for all tests of the block that asks for it: a start costs as much as many tests. Each part
 * of them has campuses of its own.
 */
export class SharedProduct {
  #product: RunningProduct | undefined;

  /** @param env besides what every test's product has */
  constructor(env: Readonly<Record<string, string>>) {
    beforeAll(async () => {
      this.#product = await RunningProduct.start({ env });
    });
    afterAll(async () => {
      await this.#product?.stop();
    });
  }

  get product(): RunningProduct {
    if (this.#product === undefined) throw new Error('The product is started before the first test');
    return this.#product;
  }
}
