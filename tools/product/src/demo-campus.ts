import { makeFolder } from '@timetable/folders';
import { dirname } from 'node:path';
import { entDirectory, makeSchool, ORDINARY_SCHOOL, schoolYearOf, writeExport } from '@timetable/generator';
import { ApiClient } from './api-client.js';
import type { Product } from './product.js';

export interface DemoCampus {
  readonly campus: string;
  readonly name: string;
  readonly establishment: string;
  /** An export ready to be imported there. */
  readonly exportFile: string;
}

const DEMO = { campus: 'demo', name: 'Collège de démonstration', establishment: 'college', uai: '9990001X' };

/**
 * Makes a campus to play with, when there is none at all yet: directory loaded, export at hand.
 * @param now gives the school year of the export
 * @returns undefined when the database already holds campuses and the demo is not one of them
 */
export async function seedDemoCampus(product: Product, now: Date): Promise<DemoCampus | undefined> {
  const api = await ApiClient.login(product.description);
  const campuses = await api.campuses();
  const demo = { ...DEMO, exportFile: product.data.sample(DEMO.campus) };
  if (campuses.length > 0) return campuses.includes(DEMO.campus) ? demo : undefined;
  const school = makeSchool({
    ...ORDINARY_SCHOOL,
    seed: 1,
    uai: DEMO.uai,
    zone: 'B',
    schoolYear: schoolYearOf(now.toISOString().slice(0, 10)),
  });
  makeFolder(dirname(demo.exportFile));
  await writeExport(school, demo.exportFile, { zip: true });
  await api.createCampus({
    code: DEMO.campus,
    name: DEMO.name,
    academicZone: 'B',
    establishments: [{ code: DEMO.establishment, uai: DEMO.uai, name: DEMO.name }],
  });
  await api.putDirectory(
    DEMO.campus,
    entDirectory(school, { establishment: DEMO.establishment, unknownTeachers: 1, unknownPupils: 5 }),
  );
  return demo;
}
