import { describe, expect, it } from '@jest/globals';
import { canonicalPlan } from './canonical-plan.js';
import { decide } from './decide.js';
import type { Change, StructurePlan, SubjectRecord } from './plan.js';

const blocking = { exceeded: true, blocking: true };
const alert = { exceeded: true, blocking: false };
const fine = { exceeded: false, blocking: true };
const automatic = { origin: 'automatic', approvedPlanHash: undefined, planHash: 'h' } as const;

describe('A plan', () => {
  it('is applied when EDT sent it and nothing blocks', () => {
    expect(decide({ ...automatic, verdicts: [fine, alert] })).toBe('apply');
  });

  it('waits when one blocking threshold is exceeded', () => {
    expect(decide({ ...automatic, verdicts: [fine, blocking] })).toBe('held');
  });

  it('waits for the confirmation of whoever sent it by hand', () => {
    expect(decide({ ...automatic, origin: 'manual', verdicts: [fine] })).toBe('held');
  });

  it('is applied once approved, thresholds or not', () => {
    expect(decide({ ...automatic, approvedPlanHash: 'h', verdicts: [blocking] })).toBe('apply');
    expect(decide({ ...automatic, origin: 'manual', approvedPlanHash: 'h', verdicts: [] })).toBe('apply');
  });

  it('waits again when it is no longer the one that was approved', () => {
    expect(decide({ ...automatic, approvedPlanHash: 'other', verdicts: [fine] })).toBe('held');
  });
});

describe('The canonical text of a plan', () => {
  const change = (key: string, after: SubjectRecord): Change => ({
    kind: 'subject',
    type: 'created',
    key,
    label: key,
    after,
  });
  const none = { created: 0, modified: 0, renamed: 0, deleted: 0, unchanged: 0 };
  const structure = (...changes: Change[]): StructurePlan => ({
    subjects: [],
    services: [],
    closures: [],
    groups: [],
    changes,
    kept: [],
    keptMemberships: {
      ...{ groups: [], pupils: [], taughtGroups: [], teachers: [] },
      ...{ anyTeacher: false, endedGroups: [] },
    },
    traces: [],
    counts: { subject: none, service: none, closure: none, group: none },
    groupKeys: new Map(),
    groupMatches: [],
    madeGroupNames: new Map(),
    audienceAliases: new Map(),
    subjectKeys: new Map(),
  });
  const text = (plan: StructurePlan, sessionDigest = 'd') =>
    [...canonicalPlan({ structure: plan, sessionDigest })].join('');

  it('does not depend on the order of changes nor of properties', () => {
    const b = { key: 'B', code: 'B', label: 'b' };
    const one = structure(change('A', { key: 'A', code: 'A', label: 'a' }), change('B', b));
    const other = structure(change('B', b), change('A', { label: 'a', code: 'A', key: 'A' }));
    expect(text(one)).toBe(text(other));
  });

  it('is one JSON text, whatever pieces it comes in', () => {
    const one = structure(change('A', { key: 'A', code: 'A', label: 'a' }));
    expect(JSON.parse(text(one))).toEqual({
      blockedBy: [],
      changes: [
        '{"after":{"code":"A","key":"A","label":"a"},"key":"A","kind":"subject","label":"A","type":"created"}',
      ],
      memberships: [],
      sessions: 'd',
    });
  });

  it('depends on every value, and on the sessions', () => {
    const one = structure(change('A', { key: 'A', code: 'A', label: 'a' }));
    expect(text(one)).not.toBe(text(structure(change('A', { key: 'A', code: 'A', label: 'b' }))));
    expect(text(one)).not.toBe(text(one, 'other'));
  });

  it('depends on the blocking thresholds exceeded, which were shown with it, and on no other', () => {
    const blockedBy = (blocking: boolean, exceeded: boolean) =>
      [
        ...canonicalPlan({
          structure: structure(),
          sessionDigest: 'd',
          verdicts: [{ code: 'closure_consistency', blocking, exceeded }],
        }),
      ].join('');
    expect(blockedBy(true, true)).not.toBe(text(structure()));
    expect(blockedBy(false, true)).toBe(text(structure()));
    expect(blockedBy(true, false)).toBe(text(structure()));
  });

  it('depends on who is in the groups, and when', () => {
    const group = { key: 'g', name: 'G', establishmentIds: [], classIds: [] };
    const stay = { personId: 'p1', role: 'pupil', startsOn: '2025-09-01', endsOn: '2026-07-04' } as const;
    const withMember = (endsOn: string) => ({
      ...structure(),
      groups: [{ ...group, members: [{ ...stay, endsOn }] }],
    });
    expect(text(withMember('2026-07-04'))).not.toBe(text(withMember('2025-12-03')));
  });
});
