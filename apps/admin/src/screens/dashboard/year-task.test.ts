import { describe, expect, it } from '@jest/globals';
import { yearTask } from './year-task.js';

const OPEN = {
  label: '2026-2027',
  endsOn: '2027-07-03',
  state: 'open',
  next: null,
  proposal: { label: '2027-2028' },
} as const;
const NEXT = { label: '2027-2028', startsOn: '2027-09-01' } as const;

describe('the change of year', () => {
  it('is asked for two months before the end of the year, and after it', () => {
    expect(yearTask(OPEN, '2027-05-03')).toBeUndefined();
    expect(yearTask(OPEN, '2027-05-04')).toMatchObject({
      title: 'L’année 2026-2027 finit le 3 juillet 2027',
      act: 'Préparer l’année 2027-2028',
      step: 'open',
    });
    expect(yearTask(OPEN, '2027-07-04')?.title).toBe('L’année 2026-2027 est finie depuis le 3 juillet 2027');
  });

  it('goes on with the first import of a year that was opened for later, and ends there', () => {
    const next = { ...NEXT, state: 'awaiting_first_import' } as const;
    expect(yearTask({ ...OPEN, next }, '2027-01-01')).toMatchObject({
      title: 'Premier import de l’année 2027-2028 à faire',
      step: 'import',
    });
    expect(yearTask({ ...OPEN, next: { ...next, state: 'open' } }, '2027-06-30')).toBeUndefined();
  });

  it('is not asked for while the year itself awaits its first import', () => {
    expect(yearTask({ ...OPEN, state: 'awaiting_first_import' }, '2027-07-04')).toBeUndefined();
  });
});
