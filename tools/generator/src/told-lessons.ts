import { type ExpectedSession, expectedSessions } from './expected-sessions.js';
import { GRID, type School } from './school.js';

/**
 * What a person counts in the school's export for STSWEB: one lesson of a subject for an audience at an hour, whatever rows it is
 * written in.
 */
export function stswebLessons(school: School): ExpectedSession[] {
  const sameLesson = ({ date, startMinute, course }: ExpectedSession) =>
    [
      ...[date, startMinute, course.placeCount, course.subject.ident],
      ...course.classes.map(({ ident }) => `c${ident}`),
      ...course.groups.map(({ ident }) => `g${ident}`),
    ].join();
  return [
    ...new Map([...expectedSessions(school)].map((session) => [sameLesson(session), session])).values(),
  ];
}

/** The same in its export of UnDeuxTEMPS, where two lessons alike that follow one another in one room are one lesson. */
export function udtLessons(school: School): ExpectedSession[] {
  const sameLesson = ({ date, course: { subject, room, teachers, classes, groups } }: ExpectedSession) =>
    [
      ...[date, subject.ident, room?.ident],
      ...teachers.map(({ ident }) => `t${ident}`),
      ...classes.map(({ ident }) => `c${ident}`),
      ...groups.map(({ ident }) => `g${ident}`),
    ].join();
  return [...Map.groupBy(expectedSessions(school), sameLesson).values()].flatMap((alike) => {
    const endOf = ({ startMinute, course }: ExpectedSession) =>
      startMinute + GRID.placeMinutes * course.placeCount;
    const inOrder = alike.toSorted((a, b) => a.startMinute - b.startMinute);
    return inOrder.filter((lesson, index) => {
      const before = inOrder[index - 1];
      return before === undefined || endOf(before) !== lesson.startMinute;
    });
  });
}
