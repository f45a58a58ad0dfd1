import { describe, expect, it } from '@jest/globals';
import { proposedYear, yearLabel } from './school-year.js';

describe('School years', () => {
  it('are named after both of their civil years', () => {
    expect(yearLabel('2026-09-01')).toBe('2026-2027');
    expect(yearLabel('2012-08-27')).toBe('2012-2013');
  });

  it('are proposed as the current one until mid-July, then as the next', () => {
    const at = (instant: string) => proposedYear(new Date(instant), { timeZone: 'Europe/Paris' });
    expect(at('2025-11-24T10:00:00Z')).toEqual({
      label: '2025-2026',
      startsOn: '2025-09-01',
      endsOn: '2026-08-31',
    });
    expect(at('2026-07-14T10:00:00Z').label).toBe('2025-2026');
    expect(at('2026-07-14T22:30:00Z').label).toBe('2026-2027');
  });
});
