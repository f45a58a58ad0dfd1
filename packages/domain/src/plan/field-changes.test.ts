import { describe, expect, it } from '@jest/globals';
import { fieldChanges } from './field-changes.js';
import { referencesOf, type PlanNames } from './plan-names.js';
import type { RecordedChange, SessionContent } from './recorded-change.js';

const names: PlanNames = {
  subject: (key) => ({ MATHS: 'MATHÉMATIQUES' })[key] ?? key,
  teacher: (id) => ({ T1: 'DURAND Paul', T2: 'MARTIN Alice' })[id] ?? id,
  pupil: (id) => `élève ${id}`,
  class: (id) => `classe ${id}`,
  group: (key) => `groupe ${key}`,
};
const session = (changes: Partial<SessionContent> = {}): SessionContent => ({
  ...{ state: 'planned', date: '2026-11-03', startMinute: 480, endMinute: 540 },
  ...{ startsAt: '2026-11-03T07:00:00Z', endsAt: '2026-11-03T08:00:00Z', subjectKey: 'MATHS' },
  ...{ audience: ['c:3A'], teachers: ['T1'], classes: ['3A'], groups: [], rooms: ['B12'] },
  establishmentIds: ['x/clg'],
  ...changes,
});
/** « salle : B12 → B14 » */
const said = (change: RecordedChange): string[] =>
  fieldChanges(change, names).map(({ label, before, after }) =>
    `${label} : ${before ?? '∅'} → ${after ?? '∅'}`.replaceAll('\u202f', ' '),
  );

describe('what a line of a plan changes, in words', () => {
  it.each<[string, Partial<SessionContent>, string[]]>([
    ['a later start', { startMinute: 485, endMinute: 545 }, ['horaire : 8 h → 8 h 05']],
    ['a longer lesson', { endMinute: 570 }, ['fin : 9 h → 9 h 30']],
    ['another day', { date: '2026-11-05' }, ['date : 03/11/2026 → 05/11/2026']],
    ['another room', { rooms: ['B14'] }, ['salle : B12 → B14']],
    ['no room', { rooms: [] }, ['salle : B12 → sans salle']],
    ['another teacher', { teachers: ['T2'] }, ['enseignant : DURAND Paul → MARTIN Alice']],
    [
      'another audience',
      { audience: ['c:3A', 'g:ALL1'] },
      ['classe ou groupe : classe 3A → classe 3A, groupe ALL1'],
    ],
    ['a cancelled lesson', { state: 'cancelled' }, ['état : prévue → annulée']],
    ['what nobody reads', { classes: ['other'], startsAt: '2026-11-03T07:00:01Z' }, []],
  ])('of a session: %s', (_, changes, expected) => {
    expect(said({ kind: 'session', before: session(), after: session(changes) })).toEqual(expected);
  });

  it('is all that is said of what is created or deleted', () => {
    const fields = [
      'état : ∅ → prévue',
      'date : ∅ → 03/11/2026',
      'horaire : ∅ → 8 h',
      'fin : ∅ → 9 h',
      'matière : ∅ → MATHÉMATIQUES',
      'classe ou groupe : ∅ → classe 3A',
      'enseignant : ∅ → DURAND Paul',
      'salle : ∅ → B12',
    ];
    expect(said({ kind: 'session', before: null, after: session() })).toEqual(fields);
    const run = { startsOn: '2026-12-19', endsOn: '2027-01-03' };
    expect(said({ kind: 'closure', before: run, after: null })).toEqual([
      'du : 19/12/2026 → ∅',
      'au : 03/01/2027 → ∅',
    ]);
  });

  it('names whom and what services, groups and stays are about', () => {
    const service = { subjectKey: 'MATHS', audience: 'c:3A', yearlyMinutes: 6480, establishmentIds: [] };
    expect(
      said({
        kind: 'service',
        before: { ...service, teachers: ['T1'] },
        after: { ...service, teachers: ['T1', 'T2'], yearlyMinutes: 7020 },
      }),
    ).toEqual(['enseignant : DURAND Paul → DURAND Paul, MARTIN Alice', 'volume annuel : 108 h → 117 h']);
    const stay = { groupKey: 'g', role: 'pupil', personId: '7', startsOn: '2026-09-01' } as const;
    expect(
      said({
        kind: 'membership',
        before: { ...stay, endsOn: '2027-07-03' },
        after: { ...stay, endsOn: '2026-11-03' },
      }),
    ).toEqual(['au : 03/07/2027 → 03/11/2026']);
  });

  it('says nothing of what one side alone states', () => {
    const group = { key: 'g', name: '3ALL2', establishmentIds: [], classIds: ['3A'] };
    expect(said({ kind: 'group', before: { key: 'g', name: '3ALL1' }, after: group })).toEqual([
      'nom : 3ALL1 → 3ALL2',
    ]);
  });
});

describe('what a plan refers to', () => {
  it('is each teacher, pupil, class, group and subject once, of both sides', () => {
    const stay = { groupKey: 'g', role: 'pupil', personId: '7', startsOn: '', endsOn: '' } as const;
    expect(
      referencesOf([
        {
          kind: 'session',
          before: session(),
          after: session({ teachers: ['T2'], audience: ['c:3A', 'g:h'] }),
        },
        { kind: 'membership', before: null, after: stay },
      ]),
    ).toEqual({
      ...{ subjects: ['MATHS'], teachers: ['T1', 'T2'], pupils: ['7'], classes: ['3A'] },
      groups: ['h', 'g'],
    });
  });
});
