import { describe, expect, it } from '@jest/globals';
import type { MatchResult } from '../directory/match.js';
import type { Change } from './plan.js';
import { isReturnTo, undoesChanges, type StructureChange } from './recognise-return.js';

const pupil = (ident: number, targetId?: string, by: MatchResult['by'] = 'name'): MatchResult => ({
  ...{ kind: 'pupil', ident, key: `ine:${ident}`, label: '', candidates: [] },
  ...{ targetId, by: targetId === undefined && by !== 'decision' ? 'none' : by },
});
const hundred = (unknown: readonly number[]): MatchResult[] =>
  Array.from({ length: 100 }, (_, ident) => pupil(ident, unknown.includes(ident) ? undefined : `P${ident}`));

describe('A timetable that was in force', () => {
  const former = { importId: 'A', unmatched: { pupil: ['ine:1', 'ine:2'] } };

  it('is one again as long as the ENT knows whom it knew, but for a few who left', () => {
    expect(isReturnTo(former, hundred([1, 2]))).toBe(true);
    expect(isReturnTo(former, hundred([]))).toBe(true);
    expect(isReturnTo(former, hundred([1, 2, 3, 4, 5, 6, 7]))).toBe(true);
    expect(isReturnTo(former, hundred([1, 2, 3, 4, 5, 6, 7, 8]))).toBe(false);
  });

  it('is not one with a directory emptied of its classes, or of its pupils', () => {
    expect(isReturnTo(former, [{ ...pupil(1), kind: 'class', key: 'name:6a' }, ...hundred([])])).toBe(false);
    expect(isReturnTo(former, hundred(Array.from({ length: 100 }, (_, ident) => ident)))).toBe(false);
  });

  it('is one when a person left somebody out since', () => {
    const leftOut = hundred([]).map(({ ident }) => pupil(ident, undefined, 'decision'));
    expect(isReturnTo(former, leftOut)).toBe(true);
  });
});

describe('What the last import changed', () => {
  const service = {
    subjectKey: 'MATHS',
    audience: 'c:1',
    teachers: ['T1'],
    yearlyMinutes: 60,
    establishmentIds: ['c/e'],
  };
  const taught = { ...service, taughtDays: [] };
  const replaced = { ...service, teachers: ['T2'] };
  const done: StructureChange[] = [
    { kind: 'service', before: service, after: replaced },
    { kind: 'subject', before: null, after: { key: 'GREC', code: 'GREC', label: 'GREC' } },
    {
      kind: 'group',
      before: { key: 'g', name: 'G' },
      after: { key: 'g', name: 'H', classIds: ['1'], establishmentIds: [] },
    },
  ];
  const given: Change[] = [
    {
      kind: 'service',
      type: 'modified',
      key: '',
      label: '',
      before: { ...taught, ...replaced },
      after: taught,
    },
    {
      kind: 'subject',
      type: 'deleted',
      key: '',
      label: '',
      before: { key: 'GREC', code: 'GREC', label: 'GREC' },
    },
    {
      ...{ kind: 'group', type: 'renamed', key: '', label: '', before: { key: 'g', name: 'H' } },
      after: { key: 'g', name: 'G', classIds: ['2'], establishmentIds: [] },
    },
  ];
  const silent: Change = {
    kind: 'service',
    type: 'unchanged',
    key: '',
    label: '',
    before: taught,
    after: taught,
  };

  it('is undone when all of it is given back', () => {
    expect(undoesChanges([...given, silent], done)).toBe(true);
  });

  it('is not when something is missing, or something else changes too', () => {
    expect(undoesChanges(given.slice(1), done)).toBe(false);
    const other: Change = {
      kind: 'service',
      type: 'deleted',
      key: '',
      label: '',
      before: { ...taught, audience: 'c:2' },
    };
    expect(undoesChanges([...given, other], done)).toBe(false);
    expect(undoesChanges(given, done.slice(1))).toBe(false);
  });
});
