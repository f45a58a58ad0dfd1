import {
  entDirectory,
  expectedSessions,
  exportBytes,
  makeSchool,
  ORDINARY_SCHOOL,
  type School,
} from '@timetable/generator';
import { clockTime } from './clock-time.js';
import { DEPOSITORS, type CollegeCounts, type CollegeExport } from './college.js';
import { editedSchool } from './made-up-college-edits.js';

const OPTIONS = {
  ...ORDINARY_SCHOOL,
  seed: 1,
  uai: '9990001X',
  zone: 'B',
  schoolYear: '2012-2013',
} as const;

/** A generated college of the public one's size and year: the same clock serves both. */
export const MADE_UP_COLLEGE: CollegeExport = {
  title: 'a made-up export of a whole college',
  obstacle: undefined,
  uai: OPTIONS.uai,
  load: async () => {
    const school = makeSchool(OPTIONS);
    const { school: edited, changes } = editedSchool(school);
    return {
      xml: await xmlOf(school),
      editedXml: await xmlOf(edited),
      changes,
      counts: countsOf(school),
      sessionsByTime: sessionsByTime(school),
      people: [...school.teachers, ...school.pupils.flatMap((pupil) => [pupil, ...pupil.guardians])],
      directory: (establishment, { unknownTeachers = 0, unknownPupils = 0 } = {}) => {
        const known = { ...school, pupils: without(unknownPupils, school.pupils) };
        return { ...entDirectory(known, { establishment, unknownTeachers }), users: DEPOSITORS };
      },
    };
  },
};

const xmlOf = async (school: School): Promise<string> => String(await exportBytes(school, { zip: false }));

/** So many less, spread evenly: no class nor group loses all of its members. */
function without<T>(count: number, all: readonly T[]): T[] {
  const step = Math.floor(all.length / Math.max(1, count));
  return all.filter((_, index) => index % step > 0 || index >= count * step);
}

function countsOf(school: School): CollegeCounts {
  return {
    pupils: school.pupils.length,
    classes: school.classes.length,
    groups: school.groups.length,
    subjects: school.subjects.length,
    teachers: school.teachers.length,
    courses: school.courses.length,
    sessions: [...expectedSessions(school)].length,
  };
}

/** From the calendar, day by day: neither the file's week masks nor the product has a part in it. */
function sessionsByTime(school: School): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { course, startMinute } of expectedSessions(school)) {
    const key = `${course.day} ${clockTime(startMinute)}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
