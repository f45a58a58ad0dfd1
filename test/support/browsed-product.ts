import type { Browser } from 'playwright-core';
import type { ProductCampus } from './product-campus.js';
import { RunningProduct } from './product.js';
import { SMALL_SCHOOL_CLOCK } from './small-school.js';
import { openBrowser } from './visit.js';

/** Of the people whom `addStaff` adds. */
export const STAFF_PASSWORD = 'velours-citron-42';

/** The whole product on a day of the small school's year, and a browser to look at it. */
export interface BrowsedProduct {
  readonly product: RunningProduct;
  readonly browser: Browser;
  stop(): Promise<void>;
}

export async function browseProduct(): Promise<BrowsedProduct> {
  const [product, browser] = await Promise.all([
    RunningProduct.start({ env: { CLOCK: SMALL_SCHOOL_CLOCK } }),
    openBrowser(),
  ]);
  return {
    product,
    browser,
    async stop() {
      await browser.close();
      await product.stop();
    },
  };
}

/** A manager and a viewer of the campus, whose logins are these words. */
export async function addStaff(campus: ProductCampus, code: string): Promise<void> {
  for (const role of ['manager', 'viewer'])
    await campus.call('POST', '/accounts', {
      login: role,
      name: `Camille ${role}`,
      role,
      campus: code,
      password: STAFF_PASSWORD,
    });
}
