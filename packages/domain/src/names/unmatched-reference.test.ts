import { describe, expect, it } from '@jest/globals';
import {
  matchKeyOf,
  FORGOTTEN_TEACHER,
  nameWithoutMatch,
  shownReference,
  unmatchedReference,
} from './unmatched-reference.js';

describe('A reference to what the ENT does not know', () => {
  it.each([
    ['teacher', 'idpn:ABCD', '?idpn:ABCD'],
    ['teacher', 'name:martin zoe', '?name:martin zoe'],
    ['class', 'name:6a', '?6a'],
    ['class', 'name:6a@9990001X', '?6a@9990001X'],
    ['group', 'name:6a gr 1', '?6a gr 1'],
  ] as const)('leads from the %s %s to its match and back', (kind, key, reference) => {
    expect(unmatchedReference(kind, key)).toBe(reference);
    expect(matchKeyOf(kind, reference)).toBe(key);
  });

  it('is given out as a name, never as a key', () => {
    expect(shownReference('?name:martin zoe:1961-02-03', 'MARTIN Zoé')).toBe('?MARTIN Zoé');
    expect(shownReference('ens-1042', 'MARTIN Zoé')).toBe('ens-1042');
  });

  it('of which no match says the name any more tells nothing of a teacher', () => {
    for (const reference of ['?name:martin zoe:1961-02-03', FORGOTTEN_TEACHER])
      expect(nameWithoutMatch('teacher', reference)).toBe('Enseignant inconnu de l’ENT');
    expect(nameWithoutMatch('class', '?6a')).toBe('6a');
    expect(nameWithoutMatch('teacher', 'ens-1042')).toBe('ens-1042');
  });

  it('is no id of the ENT', () => {
    expect(matchKeyOf('class', 'c6A')).toBeUndefined();
  });
});
