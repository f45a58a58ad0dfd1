import { describe, expect, it } from '@jest/globals';
import { UNACCEPTABLE_CODES } from '../acceptance/rejection-code.js';
import { nextActorOf } from './next-actor.js';
import { IMPORT_STATUS_LABELS, type ImportStatus } from './status.js';

const isStatus = (text: string): text is ImportStatus => text in IMPORT_STATUS_LABELS;
const automatic = (status: ImportStatus, messageCode?: string) =>
  nextActorOf({ status, messageCode, origin: 'automatic' });

describe('the next to act', () => {
  it('is the manager for a decision, the operator for a failure, the depositor for a file, else nobody', () => {
    const actors = Object.keys(IMPORT_STATUS_LABELS)
      .filter(isStatus)
      .map((status) => [status, automatic(status, 'truncated')]);
    expect(Object.fromEntries(actors)).toEqual({
      ...{ received: 'nobody', running: 'nobody', held: 'manager', integrated: 'nobody' },
      ...{ integrated_with_alerts: 'nobody', rejected: 'depositor', ignored: 'nobody' },
      ...{ superseded: 'nobody', refused: 'nobody', cancelled: 'nobody', interrupted: 'operator' },
      rolled_back: 'nobody',
    });
  });

  it('is the manager when a new export changes nothing: settings, or the school year', () => {
    const codes = ['truncated', 'archive_damaged', ...UNACCEPTABLE_CODES];
    expect(codes.filter((code) => automatic('rejected', code) === 'manager')).toEqual([
      ...['format_not_accepted', 'version_not_accepted', 'wrong_school_year'],
      ...['school_years_differ', 'first_import_required'],
    ]);
  });

  it('is the manager for a file uploaded by hand, who is there', () => {
    expect(nextActorOf({ status: 'rejected', messageCode: 'wrong_school', origin: 'manual' })).toBe(
      'manager',
    );
  });

  it('is the depositor for a rejection that an older version gave a code of its own', () => {
    expect(automatic('rejected', 'no_longer_given')).toBe('depositor');
    expect(automatic('rejected')).toBe('depositor');
  });
});
