import { afterAll, beforeAll } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { ProductCampus } from './product-campus.js';
import { RunningProduct } from './product.js';
import { SMALL_SCHOOL_CLOCK } from './small-school.js';
import { openBrowser, Visit } from './visit.js';

/** Of the people whom `addStaff` adds. */
export const STAFF_PASSWORD = 'velours-citron-42';

/**
 * The whole product on a day of the small school's year, and a browser to look at it: started once for all tests of the block
 * that asks for it. Each part of them has campuses and people of its own.
 */
export class BrowsedProduct {
  #started: { readonly product: RunningProduct; readonly browser: Browser } | undefined;

  constructor() {
    beforeAll(async () => {
      const [product, browser] = await Promise.all([
        RunningProduct.start({ env: { CLOCK: SMALL_SCHOOL_CLOCK } }),
        openBrowser(),
      ]);
      this.#started = { product, browser };
    });
    afterAll(async () => {
      await this.#started?.browser.close();
      await this.#started?.product.stop();
    });
  }

  get product(): RunningProduct {
    return this.#both.product;
  }

  /** Somebody at a browser of their own. */
  visit(): Promise<Visit> {
    return Visit.begin(this.#both.browser, this.product.description.apiUrl);
  }

  /** Somebody of the staff at a browser of their own, once the page asked for is there. */
  async signedIn(login: string, path: string): Promise<Visit> {
    const visit = await this.visit();
    await visit.page.goto(path);
    await visit.signIn(login, STAFF_PASSWORD);
    await visit.page.waitForURL((url) => url.pathname === path.split('?')[0]);
    await visit.page.getByRole('heading', { level: 1 }).waitFor();
    return visit;
  }

  get #both(): { readonly product: RunningProduct; readonly browser: Browser } {
    if (this.#started === undefined) throw new Error('The product is started before the first test');
    return this.#started;
  }
}

/** Logins of the people of a campus, by what they may. */
export interface Staff {
  readonly manager: string;
  readonly viewer: string;
}

export async function addStaff(campus: ProductCampus): Promise<Staff> {
  const add = async (role: 'manager' | 'viewer'): Promise<string> => {
    const login = `${role}.${campus.code}`;
    const { status } = await campus.call('POST', '/accounts', {
      login,
      name: `Camille ${role}`,
      role,
      campus: campus.code,
      password: STAFF_PASSWORD,
    });
    if (status !== 201) throw new Error(`Account ${login}: ${status}`);
    return login;
  };
  return { manager: await add('manager'), viewer: await add('viewer') };
}
