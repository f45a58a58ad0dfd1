import { describe, expect, it } from '@jest/globals';
import { UNACCEPTABLE_CODES } from '../acceptance/rejection-code.js';
import { nextActorOf, type ActorInput } from './next-actor.js';
import { IMPORT_STATUS_LABELS, type ImportStatus } from './status.js';

const isStatus = (text: string): text is ImportStatus => text in IMPORT_STATUS_LABELS;
const STATUSES = Object.keys(IMPORT_STATUS_LABELS).filter(isStatus);
const actorOf = (input: Partial<ActorInput> & Pick<ActorInput, 'status'>) =>
  nextActorOf({ messageCode: undefined, origin: 'automatic', unmatched: 0, isOvertaken: false, ...input });
const automatic = (status: ImportStatus, messageCode?: string) => actorOf({ status, messageCode });

describe('the next to act', () => {
  it('is the manager for a decision, the operator for a failure, the depositor for a file, else nobody', () => {
    const actors = STATUSES.map((status) => [status, automatic(status, 'truncated')]);
    expect(Object.fromEntries(actors)).toEqual({
      ...{ received: 'nobody', running: 'nobody', held: 'manager', integrated: 'nobody' },
      ...{ integrated_with_alerts: 'nobody', rejected: 'depositor', ignored: 'nobody' },
      ...{ superseded: 'nobody', refused: 'nobody', cancelled: 'nobody', interrupted: 'operator' },
      rolled_back: 'nobody',
    });
  });

  it('is the manager for what an integrated import left unmatched, whether or not a threshold says so', () => {
    expect(actorOf({ status: 'integrated', unmatched: 1 })).toBe('manager');
    expect(actorOf({ status: 'integrated_with_alerts', unmatched: 40 })).toBe('manager');
    const others = STATUSES.filter((status) => !status.startsWith('integrated'));
    for (const status of others) expect(actorOf({ status, unmatched: 1 })).toBe(actorOf({ status }));
  });

  it('is nobody once a newer file is good for the same establishments', () => {
    for (const status of STATUSES)
      expect(actorOf({ status, messageCode: 'truncated', unmatched: 3, isOvertaken: true })).toBe('nobody');
  });

  it('is the manager when a new export changes nothing: settings, or the school year', () => {
    const codes = ['truncated', 'archive_damaged', ...UNACCEPTABLE_CODES];
    expect(codes.filter((code) => automatic('rejected', code) === 'manager')).toEqual([
      ...['format_not_accepted', 'version_not_accepted', 'wrong_school_year'],
      ...['school_years_differ', 'first_import_required'],
    ]);
  });

  it('is the manager for a file uploaded by hand, who is there', () => {
    expect(actorOf({ status: 'rejected', messageCode: 'wrong_school', origin: 'manual' })).toBe('manager');
  });

  it('is the depositor for a rejection that an older version gave a code of its own', () => {
    expect(automatic('rejected', 'no_longer_given')).toBe('depositor');
    expect(automatic('rejected')).toBe('depositor');
  });
});
