// The order in which Jest takes test files: what ends last should be short, or the last one runs alone; and those that wait
// for servers should run beside those that keep the machine busy, or it idles while nothing else is left.
import TestSequencer from '@jest/test-sequencer';

/** Their files one for one, until either has none left; the one file of the browser takes longest of all. */
const BUSY = ['browser', 'production', 'e2e'];
const WAITING = ['workflows', 'webdav'];
const SHORT = ['integration', 'replay', 'unit'];

export default class LongestFirst extends TestSequencer {
  /** Within a tier as Jest does, which knows how long a file took the last time. */
  sort(tests) {
    const sorted = super.sort(tests);
    const of = (tiers) =>
      tiers.flatMap((tier) => sorted.filter(({ context }) => context.config.displayName.name === tier));
    return [...inTurn(of(BUSY), of(WAITING)), ...of(SHORT)];
  }
}

function inTurn(one, other) {
  return Array.from({ length: Math.max(one.length, other.length) }, (_, index) => [one[index], other[index]])
    .flat()
    .filter((each) => each !== undefined);
}
