import { describe, expect, it } from '@jest/globals';
import { changesInFrench } from './changes-in-french.js';
import { frenchBytes } from './french-bytes.js';

const counts = {
  ...{
    sessionsCreated: 13_740,
    sessionsCancelled: 1,
    sessionsUnchanged: 2,
    groupsCreated: 0,
    groupsUnchanged: 0,
  },
  ...{ subjectsRenamed: 2, subjects: 38 },
};
const said = (isConditional: boolean) =>
  changesInFrench(counts, { isConditional }).map(({ label, changes }) => `${label} : ${changes.join(', ')}`);

describe('what an import changes', () => {
  it('agrees with what it is, and leaves out what is not', () => {
    expect(said(false)).toEqual([
      'Matières : 2 renommées',
      'Groupes : aucun changement',
      'Séances : 13\u202f740 créées, 1 annulée, 2 inchangées',
    ]);
  });

  it('is conditional when it has not happened', () => {
    expect(said(true)).toEqual([
      'Matières : 2 seraient renommées',
      'Groupes : aucun changement',
      'Séances : 13\u202f740 seraient créées, 1 serait annulée, 2 inchangées',
    ]);
  });
});

it.each([
  [1, '1 octet'],
  [999, '999 octets'],
  [48_213, '48\u202fko'],
  [1_400_000, '1,4\u202fMo'],
])('%i bytes are written %s', (bytes, text) => {
  expect(frenchBytes(bytes)).toBe(text);
});
