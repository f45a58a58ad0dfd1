import { describe, expect, it } from '@jest/globals';
import { isGoodEnd, isOvertakenBy, type OvertakableImport } from './overtaking.js';
import { IMPORT_STATUS_LABELS, type ImportStatus } from './status.js';

const isStatus = (text: string): text is ImportStatus => text in IMPORT_STATUS_LABELS;
const at = (time: string): Date => new Date(`2026-09-07T${time}:00Z`);
const OLDER: OvertakableImport = {
  id: 'a',
  status: 'rejected',
  messageCode: 'truncated',
  establishmentIds: ['cite/clg'],
  receivedAt: at('08:00'),
  schoolYear: '2026-2027',
};
const NEWER: OvertakableImport = { ...OLDER, id: 'b', status: 'integrated', receivedAt: at('09:00') };
const CITE = ['cite/clg', 'cite/lyc'];

describe('an import overtaken by a newer one', () => {
  it('is any that a good file received later covers', () => {
    for (const status of Object.keys(IMPORT_STATUS_LABELS).filter(isStatus))
      expect(isOvertakenBy({ ...OLDER, status }, NEWER)).toBe(true);
  });

  it.each<[string, Partial<OvertakableImport>, Partial<OvertakableImport>, boolean]>([
    ['a file for the whole campus covers each establishment', {}, { establishmentIds: CITE }, true],
    ['one for an establishment does not cover the campus', { establishmentIds: CITE }, {}, false],
    ['another establishment’s is another matter', {}, { establishmentIds: ['cite/lyc'] }, false],
    ['a file received before is no newer one', {}, { receivedAt: at('07:00') }, false],
    ['of two received at once the later id is the newer', {}, { receivedAt: at('08:00') }, true],
    ['nor the import itself', {}, OLDER, false],
    ['a file rejected in its turn mends nothing', {}, { status: 'rejected' }, false],
    ['the content of the ENT again is good', {}, { status: 'ignored', messageCode: 'same_content' }, true],
    ['a PRONOTE duplicate is not', {}, { status: 'ignored', messageCode: 'twin_file' }, false],
    ['one that waits is not yet', {}, { status: 'held' }, false],
    [
      'the same content again leaves a decision to be taken',
      { status: 'held' },
      { status: 'ignored', messageCode: 'same_content' },
      false,
    ],
    [
      'the first import of the next year remains to be made',
      { messageCode: 'first_import_required', schoolYear: '2027-2028' },
      {},
      false,
    ],
    ['that of this year is made', { messageCode: 'first_import_required' }, {}, true],
    ['last year’s file is nobody’s', { messageCode: 'wrong_school_year', schoolYear: '2025-2026' }, {}, true],
    [
      'the same content again leaves what is unmatched',
      { status: 'integrated' },
      { status: 'ignored', messageCode: 'same_content' },
      false,
    ],
  ])('%s', (_, older, newer, expected) => {
    expect(isOvertakenBy({ ...OLDER, ...older }, { ...NEWER, ...newer })).toBe(expected);
  });

  it('is so by what was integrated, or what the ENT holds already', () => {
    const good = Object.keys(IMPORT_STATUS_LABELS).filter(
      (status) => isStatus(status) && isGoodEnd(status, 'same_content'),
    );
    expect(good).toEqual(['integrated', 'integrated_with_alerts', 'ignored']);
  });
});
