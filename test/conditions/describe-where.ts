import { describe } from '@jest/globals';

/**
 * Tests that need something this machine may lack; the only way to skip. Jest says nothing of a file of which every test
 * is skipped, not even when asked for every title: the reason is therefore written here.
 *
 * @param obstacle what is lacking; undefined: nothing
 * @param tests also run, for their titles, when they are skipped: what is lacking belongs into hooks and tests
 */
export function describeWhere(name: string, obstacle: string | undefined, tests: () => void): void {
  if (obstacle === undefined) {
    describe(name, tests);
    return;
  }
  process.stderr.write(`SKIPPED ${name}: ${obstacle}\n`);
  describe.skip(`${name} (skipped: ${obstacle})`, tests);
}
