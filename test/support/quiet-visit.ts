import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import type { Visit } from './visit.js';

/**
 * One person's browser for all tests of a block, and what they need before: the browser has complained of nothing after each test.
 * @param begin whatever has to be there first, then the visit
 */
export function quietVisit(begin: () => Promise<Visit>): void {
  let visit: Visit;
  beforeAll(async () => {
    visit = await begin();
  });
  afterEach(() => {
    expect(visit.takeFaults()).toEqual([]);
  });
  afterAll(async () => {
    await visit.end();
  });
}
