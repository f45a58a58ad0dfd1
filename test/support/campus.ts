import type { TestApi } from './api.js';

/** Declares a school of one establishment: campus and establishment of the same code. */
export async function declareSchool(api: TestApi, code: string, uai = '0134567A'): Promise<void> {
  await declareCampus(api, code, [{ code, uai, name: `Collège ${code}` }]);
}

export async function declareCampus(
  api: TestApi,
  code: string,
  establishments: readonly { code: string; uai: string; name: string; timeZone?: string }[],
): Promise<void> {
  const { status, body } = await api.send('POST', '/campuses', {
    code,
    name: `Cité ${code}`,
    academicZone: 'B',
    establishments,
  });
  if (status !== 201) throw new Error(`campus ${code}: ${status} ${JSON.stringify(body)}`);
}

/** As after a first manual import. */
export async function openSchoolYear(api: TestApi, campusCode: string): Promise<void> {
  await api.database.sql.run(
    `UPDATE school_year SET state = 'open', opened_at = now() WHERE establishment_id LIKE $1 || '/%'`,
    [campusCode],
  );
}
