import { afterAll, beforeAll } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { ProductCampus } from './product-campus.js';
import type { RunningProduct } from './product.js';
import { SharedProduct } from './shared-product.js';
import { SMALL_SCHOOL_CLOCK } from './small-school.js';
import { openBrowser, Visit } from './visit.js';

/** Of the people whom `addStaff` adds. */
export const STAFF_PASSWORD = 'velours-citron-42';

/**
 * The whole product on a day of the small school's year, and a browser to look at it: started once for all tests of the block
 * that asks for it. Each part of them has campuses and people of its own.
 */
export class BrowsedProduct {
  readonly #shared: SharedProduct;
  #browser: Browser | undefined;

  constructor() {
    beforeAll(async () => {
      this.#browser = await openBrowser();
    });
    afterAll(async () => {
      await this.#browser?.close();
    });
    // After the browser's: what is stopped first is what looks at it.
    this.#shared = new SharedProduct({ CLOCK: SMALL_SCHOOL_CLOCK });
  }

  get product(): RunningProduct {
    return this.#shared.product;
  }

  /** Somebody at a browser of their own. */
  async visit(): Promise<Visit> {
    if (this.#browser === undefined) throw new Error('The browser is opened before the first test');
    return Visit.begin(this.#browser, this.product.description.apiUrl);
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
