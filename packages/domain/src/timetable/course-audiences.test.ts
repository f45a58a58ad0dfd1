import { describe, expect, it } from '@jest/globals';
import { weeksOf } from '../calendar/week-mask.js';
import { CourseAudiences, withSettledAudiences } from './course-audiences.js';
import { classRow, course, during, group, member, pupil, timetableOf } from './timetable.test-support.js';
import type { CourseResource } from './timetable.js';

/** 6A has three parts; the Latin group is a part of 6A and one of 6B, two groups hold part 13, nobody part 14. */
const school = timetableOf({
  classes: [classRow(1, '6A', [11, 12, 13, 14]), classRow(2, '6B', [21])],
  groups: [
    group(1, '6A GR.1', { parts: [11] }),
    group(2, '6AB LATIN', { parts: [12, 21] }),
    group(3, '6A SOUTIEN', { parts: [13] }),
    group(4, '6A CHORALE', { parts: [13] }),
    group(5, '6A ENTIERE', { classes: [1] }),
    group(6, 'CLUB'),
    group(7, 'MEDIATEURS', { pupils: [2] }),
  ],
  pupils: [
    pupil(1, 'DURAND', 'Léo', { classes: [member(1)] }),
    pupil(2, 'PETIT', 'Ana', { classes: [member(1, '2025-09-01', '2025-10-01'), member(2, '2025-10-02')] }),
  ],
});

/** Whom a course with these resources is for: « group 1: 1,2 ». */
function audiences(...resources: readonly CourseResource[]): string[] {
  const timetable = withSettledAudiences({ ...school, courses: [course({ resources })] });
  const groups = new Map(timetable.groups.map((row) => [row.ident, row]));
  const nameOf = (ident: number) => {
    const found = groups.get(ident);
    return found?.madeFor === undefined
      ? `group ${ident}`
      : `${found.madeFor} ${(found.pupils ?? found.parts).join()}`;
  };
  return (timetable.courses[0]?.resources ?? [])
    .map(({ kind, ident, weeks }) =>
      [kind === 'group' ? nameOf(ident) : `${kind} ${ident}`, weeksOf(weeks).join()].join(': '),
    )
    .sort();
}

describe('Whom a course is for', () => {
  it('is what the file says when it names whole classes, or groups', () => {
    expect(audiences(during('class', 1, [1]), during('class', 2, [2]))).toEqual(['class 1: 1', 'class 2: 2']);
    expect(audiences(during('group', 1, [1]), during('teacher', 9, [1]))).toEqual([
      'group 1: 1',
      'teacher 9: 1',
    ]);
  });

  it('is the group of a part when that group is nobody else', () => {
    expect(audiences(during('part', 11, [1]))).toEqual(['group 1: 1']);
  });

  it('is the part alone when no group holds it, several do, or the group has others too', () => {
    expect(audiences(during('part', 14, [1]))).toEqual(['part 14: 1']);
    expect(audiences(during('part', 13, [1]))).toEqual(['part 13: 1']);
    expect(audiences(during('part', 12, [1]))).toEqual(['part 12: 1']);
  });

  it('is the group when all of its parts are there, in those weeks only', () => {
    expect(audiences(during('part', 12, [1, 2]), during('part', 21, [2, 3]))).toEqual([
      'group 2: 2',
      'part 12: 1',
      'part 21: 3',
    ]);
  });

  it('is each of several parts, though they are all of the class', () => {
    const parts = [11, 12, 13, 14].map((part) => during('part', part, [1]));
    expect(audiences(...parts)).toEqual(['group 1: 1', 'part 12: 1', 'part 13: 1', 'part 14: 1']);
  });

  it('is the group or the part of a class that is named with it, week by week', () => {
    expect(audiences(during('class', 1, [1, 2]), during('group', 1, [2]))).toEqual([
      'class 1: 1',
      'group 1: 2',
    ]);
    expect(audiences(during('class', 1, [1, 2]), during('part', 14, [2, 3]))).toEqual([
      'class 1: 1',
      'part 14: 2,3',
    ]);
    expect(audiences(during('class', 1, [1]), during('group', 5, [1]))).toEqual(['group 5: 1']);
  });

  it('is a class beside a group of another one', () => {
    expect(audiences(during('class', 2, [1]), during('group', 1, [1]))).toEqual(['class 2: 1', 'group 1: 1']);
    expect(audiences(during('class', 2, [1]), during('part', 14, [1]))).toEqual(['class 2: 1', 'part 14: 1']);
  });

  it('is no class beside a group, or a part, of which nobody knows what it is made of', () => {
    expect(audiences(during('class', 1, [1]), during('group', 6, [1]))).toEqual(['group 6: 1']);
    expect(audiences(during('class', 1, [1]), during('part', 99, [1]))).toEqual([]);
  });

  it('is some parts of a group when they are named with it, and all of it when all are', () => {
    expect(audiences(during('group', 2, [1]), during('part', 12, [1]))).toEqual(['part 12: 1']);
    expect(audiences(during('group', 2, [1]), during('part', 12, [1]), during('part', 21, [1]))).toEqual([
      'group 2: 1',
    ]);
  });

  it('counts pupils of a group by the class they are in last', () => {
    expect(audiences(during('class', 1, [1]), during('group', 7, [1]))).toEqual(['class 1: 1', 'group 7: 1']);
    expect(audiences(during('class', 2, [1]), during('group', 7, [1]))).toEqual(['group 7: 1']);
  });

  it('is exactly the pupils named one by one, each in their own weeks', () => {
    expect(audiences(during('pupil', 2, [1, 2]), during('pupil', 1, [2, 3]))).toEqual([
      'pupils 1,2: 2',
      'pupils 1: 3',
      'pupils 2: 1',
    ]);
  });

  it('is these pupils beside a class or a group, and none that the file does not have', () => {
    expect(audiences(during('class', 2, [1]), during('pupil', 1, [1]))).toEqual([
      'class 2: 1',
      'pupils 1: 1',
    ]);
    expect(audiences(during('pupil', 99, [1]))).toEqual([]);
  });
});

describe('A timetable with settled audiences', () => {
  it('is left as it is', () => {
    const settled = withSettledAudiences({
      ...school,
      courses: [course({ resources: [during('part', 14, [1]), during('pupil', 1, [1])] })],
    });
    expect(withSettledAudiences(settled)).toBe(settled);
  });

  it('has one group for a part, and one for a set of pupils, however many courses name them', () => {
    const resources = [during('part', 14, [1]), during('pupil', 1, [1]), during('pupil', 2, [1])];
    const { groups } = withSettledAudiences({
      ...school,
      courses: [course({ resources }), course({ resources: resources.toReversed() })],
    });
    expect(groups.filter(({ madeFor }) => madeFor !== undefined)).toHaveLength(2);
  });

  it('says which groups a course names with some of their parts only', () => {
    const audiencesOf = new CourseAudiences(school);
    const { narrowed } = audiencesOf.settle(
      course({ resources: [during('group', 2, [1]), during('part', 12, [1])] }),
    );
    expect(narrowed.map(({ name }) => name)).toEqual(['6AB LATIN']);
  });
});
