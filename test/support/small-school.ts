import { entDirectory, exportBytes, makeSchool, type EntDirectory, type School } from '@timetable/generator';

/** Business clock of the tests on synthetic schools: a Tuesday of November. */
export const SMALL_SCHOOL_CLOCK = '2026-11-24T08:00:00+01:00';
export const SMALL_SCHOOL_YEAR = { from: '2026-08-01', to: '2027-07-31' } as const;

/** A synthetic school whose whole import takes a second: some thousand sessions. */
export function smallSchool(changes: { uai?: string; schoolYear?: string; seed?: number } = {}): School {
  return makeSchool({
    pupils: 40,
    classes: 2,
    groups: 5,
    teachers: 8,
    courses: 40,
    seed: 3,
    uai: '9990001X',
    zone: 'B',
    schoolYear: '2026-2027',
    ...changes,
  });
}

/** Its directory, in which everybody is known. */
export const smallDirectory = (school: School, establishment = 'college'): EntDirectory =>
  entDirectory(school, { establishment });

/** A user of that directory. */
export const SECRETARY = 'college-secretariat';

/** As EDT deposits it. */
export const zipOf = (school: School): Promise<Buffer> => exportBytes(school, { zip: true });
export const xmlOf = (school: School): Promise<Buffer> => exportBytes(school, { zip: false });
