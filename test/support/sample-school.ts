import type { Directory, Timetable } from '@timetable/domain';
import { memorySource, readTimetable } from '@timetable/formats';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The publisher's public demo export, school year 2012-13; read where it lies, never copied. */
export const SAMPLE_PATH = join(
  import.meta.dirname,
  '../../../shared/samples/edt/Edt_Enclair_2013_v1.1_0134567A.xml',
);

export const sampleIsThere = existsSync(SAMPLE_PATH);

/** An instant before the sample's year begins: a business clock for its first import. */
export const SAMPLE_CLOCK = '2012-08-30T08:00:00Z';
export const SAMPLE_UAI = '0134567A';
/** Who deposits: a user of the directory. */
export const SAMPLE_USER = 'secretariat';

/** A directory in which everybody and every class of the sample is known. */
export async function sampleDirectory(establishmentId: string): Promise<Directory> {
  return directoryOf(await readSample(), establishmentId);
}

/** The same as the body of `PUT …/directory`, less the first people of the file, and with a user who may deposit. */
export async function sampleDirectoryBody(
  establishment: string,
  { unknownTeachers = 0, unknownPupils = 0 } = {},
): Promise<object> {
  const { teachers, pupils, classes } = await sampleDirectory('');
  return {
    teachers: teachers.slice(unknownTeachers),
    pupils: pupils.slice(unknownPupils),
    classes: classes.map(({ id, name }) => ({ id, name, establishment })),
    users: [{ id: SAMPLE_USER, lastName: 'Vasseur', firstName: 'Ysoline', email: 'secretariat@example.org' }],
  };
}

export async function readSample(): Promise<Timetable> {
  const read = await readTimetable(memorySource(await readFile(SAMPLE_PATH)), { maxXmlBytes: 10_000_000 });
  if (read.kind !== 'timetable') throw new Error(`The sample is unreadable: ${read.code}`);
  return read.timetable;
}

function directoryOf({ teachers, pupils, classes }: Timetable, establishmentId: string): Directory {
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
    classes: classes.map(({ ident, name }) => ({ id: `c${ident}`, name, establishmentId })),
  };
}
