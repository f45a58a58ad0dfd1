// The order in which Jest takes test files: what ends last should be short, or the last one runs alone.
import TestSequencer from '@jest/test-sequencer';

const TIERS = ['e2e', 'browser', 'webdav', 'workflows', 'integration', 'replay', 'unit'];

export default class LongestFirst extends TestSequencer {
  /** By tier, the slow ones first; within a tier as Jest does, which knows how long a file took the last time. */
  sort(tests) {
    const rankOf = ({ context }) => TIERS.indexOf(context.config.displayName.name);
    return super.sort(tests).sort((one, other) => rankOf(one) - rankOf(other));
  }
}
