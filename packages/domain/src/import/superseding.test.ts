import { describe, expect, it } from '@jest/globals';
import { IMPORT_STATUS_LABELS, type ImportStatus } from './status.js';
import { isSupersededBy, type SupersedableImport } from './superseding.js';

const NEWER: SupersedableImport = {
  id: 'newer',
  fileName: 'EDT_2.zip',
  campusCode: 'cite',
  establishmentId: 'cite/clg',
  receivedAt: new Date('2026-09-07T06:10:00Z'),
  status: 'running',
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
      .filter((status) => isSupersededBy({ ...OLDER, status }, NEWER));
    expect(superseded).toEqual(['received', 'running', 'held', 'interrupted']);
  });

  it('gives way for the same target only', () => {
    expect(isSupersededBy({ ...OLDER, establishmentId: null }, NEWER)).toBe(false);
    expect(isSupersededBy({ ...OLDER, campusCode: 'other' }, NEWER)).toBe(false);
    const whole = { ...NEWER, establishmentId: null };
    expect(isSupersededBy({ ...OLDER, establishmentId: null }, whole)).toBe(true);
  });

  it('does not give way to a file of another school year', () => {
    expect(isSupersededBy({ ...OLDER, schoolYear: '2027-2028' }, NEWER)).toBe(false);
    expect(isSupersededBy({ ...OLDER, schoolYear: null }, NEWER)).toBe(true);
  });

  it('does not give way to itself, to one received before it, or once it has published', () => {
    expect(isSupersededBy(NEWER, NEWER)).toBe(false);
    expect(isSupersededBy(NEWER, OLDER)).toBe(false);
    expect(isSupersededBy({ ...OLDER, isPublished: true }, NEWER)).toBe(false);
  });

  it('does not give way to its own PRONOTE duplicate, but to a later one', () => {
    const duplicate = { ...NEWER, fileName: 'EDT_PRONOTE_1.zip' };
    const soon = new Date('2026-09-07T06:01:00Z');
    expect(isSupersededBy(OLDER, { ...duplicate, receivedAt: soon })).toBe(false);
    expect(isSupersededBy(OLDER, duplicate)).toBe(true);
  });
});
