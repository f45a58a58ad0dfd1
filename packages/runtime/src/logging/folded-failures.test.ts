import { describe, expect, it } from '@jest/globals';
import { FoldedFailures } from './folded-failures.js';

describe('failures that repeat', () => {
  it('are one line, one with a count per minute, and one when they are over: 262 lines in two minutes are three', () => {
    const lines: unknown[] = [];
    let now = 0;
    const fold = new FoldedFailures({ tell: (...line) => void lines.push(line), now: () => now });
    const perFailure = 120_000 / 262;
    for (let failure = 0; failure < 262; failure++) {
      now = failure * perFailure;
      fold.tick();
      if (fold.failed('Temporal')) lines.push('as it is');
    }
    now = 140_000;
    fold.tick();
    expect(lines).toEqual([
      'as it is',
      ['warn', { away: 'Temporal', failures: 130 }, 'the same failures go on'],
      ['info', { away: 'Temporal', failures: 262, seconds: 120 }, 'no more failures'],
    ]);
    expect(fold.isEmpty).toBe(true);
  });

  it('are told apart by what fails, and one alone needs no end', () => {
    const lines: unknown[] = [];
    let now = 0;
    const fold = new FoldedFailures({ tell: (...line) => void lines.push(line), now: () => now });
    expect([fold.failed('Temporal'), fold.failed('PostgreSQL'), fold.failed('Temporal')]).toEqual([
      true,
      true,
      false,
    ]);
    now = 15_000;
    fold.tick();
    expect(lines).toEqual([['info', { away: 'Temporal', failures: 2, seconds: 0 }, 'no more failures']]);
  });
});
