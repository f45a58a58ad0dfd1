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
