import type { Timetable } from '@timetable/domain';
import { memorySource, readTimetable } from '@timetable/formats';
import { PUBLIC_FILES } from '@timetable/test-conditions';
import { readFile } from 'node:fs/promises';
import { DEPOSITORS, type CollegeDirectory, type CollegeExport } from './college.js';
import { countsByWeekdayAndTime, edited, PUBLIC_CHANGES } from './public-college-edits.js';

/** The publisher's public demo export. */
export const PUBLIC_COLLEGE: CollegeExport = {
  title: 'the public export of 2012-13',
  obstacle: PUBLIC_FILES.export.obstacle,
  uai: '0134567A',
  load: async () => {
    const xml = await readFile(PUBLIC_FILES.export.path, 'utf8');
    const timetable = await read(xml);
    return {
      xml,
      editedXml: edited(xml),
      changes: PUBLIC_CHANGES,
      // edt §8, computed by other programs than this one.
      counts: {
        pupils: 428,
        classes: 16,
        groups: 45,
        subjects: 25,
        teachers: 31,
        courses: 701,
        sessions: 16_431,
      },
      sessionsByTime: countsByWeekdayAndTime(xml),
      people: [...timetable.pupils, ...timetable.teachers],
      directory: (establishment, { unknownTeachers = 0, unknownPupils = 0 } = {}) => {
        const { teachers, pupils, classes } = directoryOf(timetable, establishment);
        return {
          teachers: teachers.slice(unknownTeachers),
          pupils: pupils.slice(unknownPupils),
          classes,
          users: DEPOSITORS,
        };
      },
    };
  },
};

async function read(xml: string): Promise<Timetable> {
  const result = await readTimetable(memorySource(Buffer.from(xml)), { maxXmlBytes: 10_000_000 });
  if (result.kind !== 'timetable') throw new Error(`The public export is unreadable: ${result.code}`);
  return result.timetable;
}

/** Everybody and every class of the file, known. */
function directoryOf(
  { teachers, pupils, classes }: Timetable,
  establishment: string,
): Omit<CollegeDirectory, 'users'> {
  return {
    teachers: teachers.map(({ ident, lastName, firstName, idpn }) => ({
      id: `t${ident}`,
      lastName,
      firstName,
      ...(idpn !== undefined && { idpn }),
    })),
    pupils: pupils.map(({ ident, lastName, firstName, birthDate, idpn }) => ({
      id: `p${ident}`,
      lastName,
      firstName,
      ...(birthDate !== undefined && { birthDate }),
      ...(idpn !== undefined && { idpn }),
    })),
    classes: classes.map(({ ident, name }) => ({ id: `c${ident}`, name, establishment })),
  };
}
