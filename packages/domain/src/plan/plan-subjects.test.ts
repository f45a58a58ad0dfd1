import { describe, expect, it } from '@jest/globals';
import {
  classRow,
  course,
  directoryOf,
  during,
  EMPTY_STATE,
  stateAfter,
  subject,
  teacher,
  timetableOf,
} from '../timetable/timetable.test-support.js';
import type { FileSubject, Timetable } from '../timetable/timetable.js';
import type { CurrentState, StructurePlan } from './plan.js';
import { planOf } from './plan.test-support.js';

const on = '2025-11-24';
const ARTS = subject(8, 'AP', 'ARTS PLASTIQUES');
const SUPPORT = subject(9, 'AP', 'ACCOMPAGNEMENT PERSO.');

/** Each subject is taught to 6A by a teacher of its own. */
function schoolWith(...subjects: readonly FileSubject[]): Timetable {
  return timetableOf({
    subjects,
    teachers: [teacher(8, 'MARTIN', 'Zoé', { idpn: 'T8' }), teacher(9, 'BERNARD', 'Luc', { idpn: 'T9' })],
    classes: [classRow(1, '6A')],
    courses: subjects.map(({ ident }) =>
      course({
        subject: ident,
        day: ident - 7,
        resources: [during('class', 1, [1]), during('teacher', ident, [1])],
      }),
    ),
  });
}

const directory = directoryOf(schoolWith(ARTS, SUPPORT));

const plan = (timetable: Timetable, current: CurrentState = EMPTY_STATE): StructurePlan =>
  planOf(timetable, { directory, current, on });

const after = (...files: readonly Timetable[]): CurrentState =>
  files.reduce<CurrentState>((state, file) => stateAfter(plan(file, state), on), EMPTY_STATE);
const subjectsOf = ({ subjectKeys, subjects }: StructurePlan) =>
  [...subjectKeys].map(
    ([ident, key]) => `${ident} ${key} « ${subjects.find((record) => record.key === key)?.label ?? ''} »`,
  );
const changesOf = ({ changes }: StructurePlan) =>
  changes.filter(({ kind }) => kind === 'subject').map(({ type, key }) => `${type} ${key}`);

describe('Two labels under one code', () => {
  const both = schoolWith(ARTS, SUPPORT);

  it('are two subjects, each with its label', () => {
    expect(subjectsOf(plan(both))).toEqual([
      '9 AP ACCOMPAGNEMENT PERSO. « ACCOMPAGNEMENT PERSO. »',
      '8 AP ARTS PLASTIQUES « ARTS PLASTIQUES »',
    ]);
  });

  it('stay two from import to import, whatever their order', () => {
    expect(plan(both, after(both)).changes).toEqual([]);
    expect(plan(schoolWith(SUPPORT, ARTS), after(both)).changes).toEqual([]);
  });

  it('leave the key of the first when the second comes', () => {
    const result = plan(both, after(schoolWith(ARTS)));
    expect(changesOf(result)).toEqual(['created AP ACCOMPAGNEMENT PERSO.']);
    expect(subjectsOf(result)).toContain('8 AP « ARTS PLASTIQUES »');
  });

  it('keep their keys when one goes, and get them back when it comes again', () => {
    const one = schoolWith(SUPPORT);
    expect(changesOf(plan(one, after(both)))).toEqual(['deleted AP ARTS PLASTIQUES']);
    const back = plan(both, after(both, one));
    expect(changesOf(back)).toEqual(['created AP ARTS PLASTIQUES']);
    expect(subjectsOf(back)).toEqual(subjectsOf(plan(both)));
  });

  it('keep their keys when a label changes: what is taught tells which is which', () => {
    const relabelled = schoolWith(subject(8, 'AP', 'ARTS VISUELS'), SUPPORT);
    expect(changesOf(plan(relabelled, after(both)))).toEqual(['modified AP ARTS PLASTIQUES']);
    const bothOther = schoolWith(subject(8, 'AP', 'ARTS VISUELS'), subject(9, 'AP', 'AIDE'));
    expect(changesOf(plan(bothOther, after(both)))).toEqual([
      'modified AP ACCOMPAGNEMENT PERSO.',
      'modified AP ARTS PLASTIQUES',
    ]);
    expect(changesOf(plan(relabelled, after(schoolWith(ARTS))))).toEqual([
      'created AP ACCOMPAGNEMENT PERSO.',
      'modified AP',
    ]);
  });

  it('are one when they differ by case, accents or spaces only', () => {
    const { subjects } = plan(schoolWith(ARTS, subject(9, 'ap', 'Arts  plastiques')));
    expect(subjects).toHaveLength(1);
  });
});
