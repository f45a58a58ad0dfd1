import { describe, expect, it } from '@jest/globals';
import { IMPORT_STATUS_LABELS, type ImportStatus } from './status.js';
import { hasWritten, nextStepSentence } from './what-was-written.js';

const isStatus = (text: string): text is ImportStatus => text in IMPORT_STATUS_LABELS;
const STATUSES = Object.keys(IMPORT_STATUS_LABELS).filter(isStatus);

describe('an import', () => {
  it('has written once it was integrated, and never before', () => {
    expect(STATUSES.filter((status) => hasWritten(status) === true)).toEqual([
      'integrated',
      'integrated_with_alerts',
      'rolled_back',
    ]);
    expect(STATUSES.filter((status) => hasWritten(status) === undefined)).toEqual(['received', 'running']);
  });

  it('always says who has to act, or that nobody has', () => {
    for (const status of STATUSES)
      for (const actor of ['nobody', 'manager', 'depositor', 'operator'] as const)
        expect(nextStepSentence(status, actor)).toMatch(
          /^(C’est à|Personne|L’import n’est pas terminé).*\.$/,
        );
  });
});
