import { describe, expect, it } from '@jest/globals';
import { matchKeyOf, unmatchedReference } from './unmatched-reference.js';

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

  it('is no id of the ENT', () => {
    expect(matchKeyOf('class', 'c6A')).toBeUndefined();
  });
});
