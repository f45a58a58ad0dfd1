import { describe, expect, it } from '@jest/globals';
import { isThresholdCode, mapThresholds, THRESHOLD_CODES, THRESHOLDS } from './threshold-catalogue.js';

describe('The thresholds of import-rules §4', () => {
  it('keep their codes, their order and their recommended settings', () => {
    const rows = THRESHOLD_CODES.map((code) => {
      const { limit, blocking, isRate } = THRESHOLDS[code];
      return [code, limit, blocking, isRate];
    });
    expect(rows).toEqual([
      ['subjects_created', 50, true, true],
      ['services_created', 50, true, true],
      ['services_modified', 30, true, true],
      ['services_deleted', 50, true, true],
      ['sessions_cancelled', 50, false, true],
      ['closures_added', 10, true, true],
      ['closures_removed', 10, true, true],
      ['teachers_unmatched', 5, false, true],
      ['pupils_unmatched', 5, false, true],
      ['classes_unmatched', 5, false, true],
      ['groups_unmatched', 5, false, true],
      ['closure_consistency', 0, true, false],
      ['classes_gone', 10, true, true],
      ['sessions_disrupted', 30, true, true],
      ['memberships_ended', 20, true, true],
    ]);
    const protections = THRESHOLD_CODES.filter((code) => THRESHOLDS[code].group === 'protections');
    expect(protections).toEqual(['classes_gone', 'sessions_disrupted', 'memberships_ended']);
  });

  it('are known by these codes only', () => {
    expect(THRESHOLD_CODES.every(isThresholdCode)).toBe(true);
    expect(['rooms_unknown', '', 'toString'].some(isThresholdCode)).toBe(false);
  });

  it('have a value each', () => {
    expect(Object.keys(mapThresholds((code) => code.length))).toEqual(THRESHOLD_CODES);
  });
});
