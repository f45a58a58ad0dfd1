import { describe, expect, it } from '@jest/globals';
import {
  duplicateToldFrom,
  isPronoteDuplicateName,
  isPronoteDuplicateOf,
  standsForDuplicate,
  type DepositedFile,
} from './pronote-duplicate.js';

const DUPLICATE: DepositedFile = {
  fileName: 'EDT_PRONOTE_2026.zip',
  campusCode: 'cite',
  establishmentId: 'cite/clg',
  receivedAt: new Date('2026-09-07T06:00:00Z'),
};
const GOOD: DepositedFile = { ...DUPLICATE, fileName: 'EDT_2026.zip' };
const after = (seconds: number): DepositedFile => ({
  ...GOOD,
  receivedAt: new Date(DUPLICATE.receivedAt.getTime() + seconds * 1000),
});

describe('a PRONOTE duplicate', () => {
  it.each(['EDT_PRONOTE_2025_1.zip', 'dossier/edt_pronote.xml', 'C:\\EDT_PRONOTE.zip', 'Edt_Pronote'])(
    'is told by its name: %s',
    (name) => {
      expect(isPronoteDuplicateName(name)).toBe(true);
    },
  );

  it.each([
    'EDT_2025_1406127300106.zip',
    'PRONOTE_EDT.zip',
    '',
    'EDT_PRONOTE/EDT_1.zip',
    'my EDT_PRONOTE.zip',
  ])('is no file with another name: %s', (name) => {
    expect(isPronoteDuplicateName(name)).toBe(false);
  });

  it('belongs to the EDT file deposited at the same place within two minutes, before or after', () => {
    expect([-121, -120, 0, 120, 121].map((s) => isPronoteDuplicateOf(DUPLICATE, after(s)))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(isPronoteDuplicateOf(DUPLICATE, { ...GOOD, campusCode: 'other' })).toBe(false);
    expect(isPronoteDuplicateOf(DUPLICATE, { ...GOOD, establishmentId: null })).toBe(false);
    expect(isPronoteDuplicateOf(DUPLICATE, { ...GOOD, fileName: 'notes.zip' })).toBe(false);
    expect(isPronoteDuplicateOf(DUPLICATE, DUPLICATE)).toBe(false);
    expect(isPronoteDuplicateOf(GOOD, GOOD)).toBe(false);
  });

  it('is spoken of once the good file can no longer come', () => {
    expect(duplicateToldFrom(DUPLICATE.receivedAt)).toEqual(new Date('2026-09-07T06:02:00Z'));
  });

  it('is superfluous while the good file may be imported, was, or is known already', () => {
    for (const status of ['received', 'running', 'held', 'integrated', 'interrupted'] as const)
      expect(standsForDuplicate(status, undefined)).toBe(true);
    expect(standsForDuplicate('ignored', 'same_content')).toBe(true);
    expect(standsForDuplicate('ignored', 'twin_file')).toBe(false);
    expect(standsForDuplicate('rejected', 'truncated')).toBe(false);
    expect(standsForDuplicate('cancelled', 'cancelled')).toBe(false);
  });
});
