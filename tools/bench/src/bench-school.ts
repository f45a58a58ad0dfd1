import { makeSchool, ORDINARY_SCHOOL, type School, type SchoolSize } from '@timetable/generator';

/** Before the first day of school: every session of the file lies ahead, so that the whole year is written. */
export const BENCH_CLOCK = '2026-08-25T08:00:00Z';
export const BENCH_UAI = '9990001X';
export const BENCH_ESTABLISHMENT = 'college';
export const BENCH_CALENDAR = { label: '2026-2027', startsOn: '2026-09-01', endsOn: '2027-08-31' };

/** An ordinary school with the courses that give 16 000 sessions. */
const SIXTEEN_THOUSAND_SESSIONS: SchoolSize = { ...ORDINARY_SCHOOL, courses: 575 };

/** What a timetable that starts from a single course exceeds: shown, and no obstacle. */
export const NOTHING_BLOCKS = (
  [
    'subjects_created',
    'services_created',
    'services_modified',
    'services_deleted',
    'closures_added',
    'closures_removed',
    'classes_gone',
    'sessions_disrupted',
    'memberships_ended',
  ] as const
).map((code) => ({ code, limit: 100, blocking: false }));

/** A school of one class: what an import costs whatever its file. */
export const TINY_SCHOOL: SchoolSize = { pupils: 20, classes: 1, groups: 2, teachers: 6, courses: 12 };

export function benchSchool(size = SIXTEEN_THOUSAND_SESSIONS): School {
  return makeSchool({ ...size, seed: 1, uai: BENCH_UAI, zone: 'B', schoolYear: BENCH_CALENDAR.label });
}

/** The same school before its timetable was made: one weekly course, enough to open the school year. */
export function oneCourse(school: School): School {
  const [first] = school.courses.filter(({ rhythm, classes }) => rhythm === 'every' && classes.length > 0);
  return { ...school, courses: first === undefined ? [] : [first] };
}
