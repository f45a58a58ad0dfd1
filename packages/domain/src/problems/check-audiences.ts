import { CourseAudiences } from '../timetable/course-audiences.js';
import type { Timetable } from '../timetable/timetable.js';
import type { ProblemLog } from './problem-log.js';

/** Courses of which the file does not say exactly, or of which nobody can know, whom they are for (import-rules §7). */
export function checkAudiences(timetable: Timetable, log: ProblemLog): void {
  const audiences = new CourseAudiences(timetable);
  for (const course of timetable.courses) {
    for (const { name } of audiences.settle(course).narrowed) {
      log.add({ code: 'course_group_narrowed', line: course.line, value: name.trim() });
    }
  }
  const partsOfPupils = new Set(timetable.pupils.flatMap(({ parts }) => parts.map(({ ident }) => ident)));
  for (const { madeFor, parts, line } of audiences.madeGroups()) {
    const [part] = parts;
    if (madeFor !== 'part' || part === undefined || partsOfPupils.has(part)) continue;
    const owner = timetable.classes.find((row) => row.parts.includes(part));
    log.add({
      code: 'course_part_without_pupils',
      line,
      ...(owner && { value: `classe ${owner.name.trim()}` }),
    });
  }
}
