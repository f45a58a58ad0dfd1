import { exportBytes, type School } from '@timetable/generator';
import type { Database } from '@timetable/persistence';
import { DirectImports } from './direct-imports.js';
import { RULES_SCHOOL } from './rules-school.js';

/** Before and after which the college is taught: the day of its first import, and a Saturday three weeks later. */
const FIRST_IMPORT = new Date('2026-09-20T10:00:00Z');
const LATER = new Date('2026-10-10T10:00:00Z');

/**
 * A campus of one college, whose year was opened by the first import of this school three weeks ago. Every week has begun
 * wholly or not at all.
 */
export async function taughtCollege(
  database: Database,
  campusCode: string,
  school: School,
): Promise<DirectImports> {
  const imports = await DirectImports.create(database, campusCode, {
    now: FIRST_IMPORT,
    establishments: [{ code: 'college', uai: school.uai, proposedYear: RULES_SCHOOL.year }],
  });
  await imports.know({ school, establishment: 'college' });
  await imports.importByHand(await exportBytes(school, { zip: false }));
  imports.now = LATER;
  return imports;
}

/** The file of a school whose bell rings five minutes later, all day. */
export async function fiveMinutesLater(school: School): Promise<Uint8Array> {
  const xml = Buffer.from(await exportBytes(school, { zip: false })).toString();
  const later = (minutes: string): string => String(Number(minutes) + 5).padStart(2, '0');
  // Places begin and end at the hour or at its half: no hour changes.
  return Buffer.from(xml.replaceAll(/(?<=LibelleHeure(?:Debut|Fin)="\d\d:)[03]0/g, later));
}
