import { describe, expect, it } from '@jest/globals';
import { wouldOverwrite, type PublishedImport, type ReturningImport } from './order.js';

const at = (time: string): Date => new Date(`2026-10-01T${time}:00Z`);

const OLDER: ReturningImport = {
  id: 'a',
  establishmentIds: ['CITE/A', 'CITE/B'],
  receivedAt: at('08:00'),
  schoolYear: '2026-2027',
  askedAt: null,
};
const LATER: PublishedImport = {
  id: 'b',
  establishmentIds: ['CITE/A'],
  receivedAt: at('09:00'),
  schoolYear: '2026-2027',
  endedAt: at('09:05'),
};

describe('wouldOverwrite', () => {
  it('is so for a later deposit that shares an establishment', () => {
    expect(wouldOverwrite(OLDER, LATER)).toBe(true);
    expect(wouldOverwrite({ ...OLDER, establishmentIds: ['CITE/B'] }, LATER)).toBe(false);
  });

  it('is about the order of deposits, not of imports', () => {
    expect(wouldOverwrite({ ...OLDER, receivedAt: at('10:00') }, LATER)).toBe(false);
    expect(wouldOverwrite({ ...OLDER, receivedAt: LATER.receivedAt }, LATER)).toBe(false);
  });

  it('is not so for another school year, once both are known', () => {
    expect(wouldOverwrite({ ...OLDER, schoolYear: '2027-2028' }, LATER)).toBe(false);
    expect(wouldOverwrite({ ...OLDER, schoolYear: null }, LATER)).toBe(true);
  });

  it('is not so for what a person asked for once the later one was there', () => {
    expect(wouldOverwrite({ ...OLDER, askedAt: at('09:05') }, LATER)).toBe(false);
    expect(wouldOverwrite({ ...OLDER, askedAt: at('09:04') }, LATER)).toBe(true);
    expect(wouldOverwrite({ ...OLDER, askedAt: at('09:06') }, { ...LATER, endedAt: null })).toBe(true);
  });
});

describe('imports that come back in any order', () => {
  const ESTABLISHMENTS = ['CITE/A', 'CITE/B', 'CITE/C'];

  /** The same for the same seed, so that a failure can be played again. */
  function randomOf(seed: number): (below: number) => number {
    let state = seed;
    return (below) => {
      state = (state * 48_271) % 2_147_483_647;
      return state % below;
    };
  }

  it.each(Array.from({ length: 200 }, (_, index) => index + 1))(
    'put no older file over a later one unless a person asks for it after that one’s end (seed %i)',
    (seed) => {
      const random = randomOf(seed);
      let now = 0;
      const tick = (): Date => new Date((now += 1_000));
      const waiting = Array.from({ length: 8 }, (_, index): ReturningImport => {
        const first = random(ESTABLISHMENTS.length);
        const establishmentIds = ESTABLISHMENTS.slice(first, first + 1 + random(ESTABLISHMENTS.length));
        return { id: String(index), establishmentIds, receivedAt: tick(), schoolYear: null, askedAt: null };
      });
      const published: PublishedImport[] = [];
      for (let turn = 0; turn < 40; turn++) {
        const place = random(waiting.length);
        const found = waiting[place];
        if (found === undefined) continue;
        // Now and then somebody asks for it; else it comes back by itself: a lost workflow, another attempt.
        const comes = random(4) === 0 ? { ...found, askedAt: tick() } : found;
        waiting[place] = comes;
        if (published.some((later) => wouldOverwrite(comes, later))) continue;
        const over = published.filter(
          (one) =>
            one.receivedAt > comes.receivedAt &&
            one.establishmentIds.some((id) => comes.establishmentIds.includes(id)),
        );
        for (const { endedAt } of over)
          expect(comes.askedAt?.getTime()).toBeGreaterThanOrEqual(endedAt?.getTime() ?? Infinity);
        published.push({ ...comes, endedAt: tick() });
      }
      expect(published.length).toBeGreaterThan(0);
    },
  );
});
