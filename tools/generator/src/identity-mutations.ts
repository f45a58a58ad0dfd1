import type { Random } from './random.js';
import type { School } from './school.js';

/** Other names for the same members. */
export function renameGroups(school: School): School {
  const renamed = new Map(
    school.groups.map((group) => [
      group,
      { ...group, name: group.name.replace(' GR.', ' GROUPE ').replace('/', '+') },
    ]),
  );
  return {
    ...school,
    groups: [...renamed.values()],
    courses: school.courses.map((course) => ({
      ...course,
      groups: course.groups.map((group) => renamed.get(group) ?? group),
    })),
  };
}

/** Other last names under the same IDPN, as after a wedding. */
export function renameTeachers(school: School, count: number): School {
  const renamed = new Map(
    school.teachers.map((teacher, index) => [
      teacher,
      index < count ? { ...teacher, lastName: `${teacher.lastName}-NOUVEAU` } : teacher,
    ]),
  );
  return {
    ...school,
    teachers: [...renamed.values()],
    courses: school.courses.map((course) => ({
      ...course,
      teachers: course.teachers.map((teacher) => renamed.get(teacher) ?? teacher),
    })),
  };
}

/** Every Ident is another and the order is another, as in an EDT base built afresh: nothing else changes. */
export function renumber(school: School, _value: number, random: Random): School {
  const part = (ident: number): number => ident * 3 + 7_000;
  const afresh = <T extends { ident: number }>(
    items: readonly T[],
    change: (item: T) => T = (item) => item,
  ): Map<T, T> => {
    const numbers = random.shuffle(items.map((_, index) => 50_000 + index));
    return new Map(items.map((item, index) => [item, { ...change(item), ident: numbers[index] ?? index }]));
  };
  const subjects = afresh(school.subjects);
  const teachers = afresh(school.teachers);
  const rooms = afresh(school.rooms);
  const classes = afresh(school.classes, (each) => ({ ...each, parts: each.parts.map(part) }));
  const groups = afresh(school.groups, (each) => ({ ...each, parts: each.parts.map(part) }));
  const pupils = afresh(school.pupils, (pupil) => ({
    ...pupil,
    schoolClass: classes.get(pupil.schoolClass) ?? pupil.schoolClass,
    parts: pupil.parts.map(part),
  }));
  return {
    ...school,
    subjects: random.shuffle([...subjects.values()]),
    teachers: random.shuffle([...teachers.values()]),
    rooms: random.shuffle([...rooms.values()]),
    classes: random.shuffle([...classes.values()]),
    groups: random.shuffle([...groups.values()]),
    pupils: random.shuffle([...pupils.values()]),
    courses: random.shuffle(school.courses).map((course) => ({
      ...course,
      subject: subjects.get(course.subject) ?? course.subject,
      teachers: course.teachers.map((teacher) => teachers.get(teacher) ?? teacher),
      classes: course.classes.map((each) => classes.get(each) ?? each),
      groups: course.groups.map((each) => groups.get(each) ?? each),
      room: course.room === undefined ? undefined : (rooms.get(course.room) ?? course.room),
    })),
  };
}
