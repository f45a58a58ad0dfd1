import { describe, expect, it } from '@jest/globals';
import { IMPORT_STATUS_LABELS, type ImportStatus } from './status.js';
import { isSupersededBy, queuePlaceOf, type SupersedableImport } from './superseding.js';

const NEWER: SupersedableImport = {
  id: 'newer',
  fileName: 'EDT_2.zip',
  campusCode: 'cite',
  establishmentId: 'cite/clg',
  receivedAt: new Date('2026-09-07T06:10:00Z'),
  status: 'running',
  attempt: 1,
  isPublished: false,
  schoolYear: '2026-2027',
};
const OLDER: SupersedableImport = {
  ...NEWER,
  id: 'older',
  fileName: 'EDT_1.zip',
  receivedAt: new Date('2026-09-07T06:00:00Z'),
  status: 'held',
};
const isStatus = (text: string): text is ImportStatus => text in IMPORT_STATUS_LABELS;

describe('an older import', () => {
  it('gives way while it waits, is held, was interrupted or lost its workflow, and in no other state', () => {
    const superseded = Object.keys(IMPORT_STATUS_LABELS)
      .filter(isStatus)
      .filter((status) => isSupersededBy({ ...OLDER, status }, NEWER, 'accepted'));
    expect(superseded).toEqual(['received', 'running', 'held', 'interrupted']);
  });

  it('gives way for the same target only', () => {
    expect(isSupersededBy({ ...OLDER, establishmentId: null }, NEWER, 'accepted')).toBe(false);
    expect(isSupersededBy({ ...OLDER, campusCode: 'other' }, NEWER, 'accepted')).toBe(false);
    const whole = { ...NEWER, establishmentId: null };
    expect(isSupersededBy({ ...OLDER, establishmentId: null }, whole, 'accepted')).toBe(true);
  });

  it('does not give way to a file of another school year', () => {
    expect(isSupersededBy({ ...OLDER, schoolYear: '2027-2028' }, NEWER, 'accepted')).toBe(false);
    expect(isSupersededBy({ ...OLDER, schoolYear: null }, NEWER, 'accepted')).toBe(true);
  });

  it('does not give way to itself, to one received before it, or once it has published', () => {
    expect(isSupersededBy(NEWER, NEWER, 'accepted')).toBe(false);
    expect(isSupersededBy(NEWER, OLDER, 'accepted')).toBe(false);
    expect(isSupersededBy({ ...OLDER, isPublished: true }, NEWER, 'accepted')).toBe(false);
  });

  it('gives way to a file that is known already only while nobody has looked at it', () => {
    const superseded = Object.keys(IMPORT_STATUS_LABELS)
      .filter(isStatus)
      .filter((status) => isSupersededBy({ ...OLDER, status }, NEWER, 'known'));
    expect(superseded).toEqual(['received']);
    expect(isSupersededBy({ ...OLDER, status: 'received', attempt: 2 }, NEWER, 'known')).toBe(false);
  });

  it('does not give way to its own PRONOTE duplicate, but to a later one', () => {
    const duplicate = { ...NEWER, fileName: 'EDT_PRONOTE_1.zip' };
    const soon = new Date('2026-09-07T06:01:00Z');
    expect(isSupersededBy(OLDER, { ...duplicate, receivedAt: soon }, 'accepted')).toBe(false);
    expect(isSupersededBy(OLDER, duplicate, 'accepted')).toBe(true);
  });
});

describe('what lets a later deposit start in the place of a waiting one', () => {
  const QUEUED = { ...OLDER, origin: 'automatic', attempt: 1 } as const;

  it('is the same target: an establishment, or the campus', () => {
    expect(queuePlaceOf(QUEUED)).toEqual({ target: 'cite/clg' });
    expect(queuePlaceOf({ ...QUEUED, establishmentId: null })).toEqual({ target: 'cite' });
  });

  it('is nothing for what a person made, approved or asked for again', () => {
    expect(queuePlaceOf({ ...QUEUED, origin: 'manual' })).toEqual({});
    expect(queuePlaceOf({ ...QUEUED, attempt: 2 })).toEqual({});
  });

  it('marks a PRONOTE duplicate, which starts in nobody’s place', () => {
    const duplicate = { ...QUEUED, fileName: 'EDT_PRONOTE_1.zip' };
    expect(queuePlaceOf(duplicate)).toEqual({ target: 'cite/clg', isDuplicate: true });
  });
});
