import { describe, expect, it } from '@jest/globals';
import { frozenBefore } from './freeze.js';

const at = new Date('2026-09-07T08:00:00Z');

describe('the freeze', () => {
  it('leaves alone what has begun or begins within a quarter of an hour', () => {
    expect(frozenBefore({ at, firstOfYear: false })).toEqual(new Date('2026-09-07T08:15:00Z'));
  });

  it('is as long as the campus wants it', () => {
    expect(frozenBefore({ at, firstOfYear: false, freezeMinutes: 90 })).toEqual(
      new Date('2026-09-07T09:30:00Z'),
    );
    expect(frozenBefore({ at, firstOfYear: false, freezeMinutes: 0 })).toEqual(at);
  });

  it('spares the first import of a year, which creates all of it', () => {
    expect(frozenBefore({ at, firstOfYear: true, freezeMinutes: 90 })).toBeUndefined();
  });
});
