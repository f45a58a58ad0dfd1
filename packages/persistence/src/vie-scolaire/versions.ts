import type { Sql } from '../sql.js';

/** Versions of matches, settings and directory, as one opaque string: equal strings, equal inputs. */
export async function inputVersions(sql: Pick<Sql, 'first'>, campusCode: string): Promise<string> {
  const row = await sql.first<{ versions: string }>(
    `SELECT concat_ws('.', settings_version, match_version, directory_version) AS versions
       FROM campus WHERE code = $1`,
    [campusCode],
  );
  if (row === undefined) throw new Error(`There is no campus ${campusCode}.`);
  return row.versions;
}

/** Version of the base of these establishments, same idea. */
export async function baseVersions(
  sql: Pick<Sql, 'first'>,
  establishmentIds: readonly string[],
): Promise<string> {
  const row = await sql.first<{ versions: string | null }>(
    `SELECT string_agg(code || '@' || base_version, ',' ORDER BY id) AS versions
       FROM establishment WHERE id = ANY ($1::text[])`,
    [establishmentIds],
  );
  return row?.versions ?? '';
}
