import { z } from 'zod';
import type { Sql } from '../sql.js';
import type { Transaction } from '../transaction.js';

const INPUTS = z.object({ versions: z.string() });
const CURRENT = z.object({ versions: z.string().nullable() });

/** Versions of matches, settings and directory, as one opaque string: equal strings, equal inputs. */
export async function inputVersions(sql: Pick<Sql, 'first'>, campusCode: string): Promise<string> {
  const row = await sql.first(
    INPUTS,
    `SELECT concat_ws('.', settings_version, match_version, directory_version) AS versions
       FROM campus WHERE code = $1`,
    [campusCode],
  );
  if (row === undefined) throw new Error(`There is no campus ${campusCode}.`);
  return row.versions;
}

/** Version of the current state of these establishments, same idea. */
export async function stateVersions(
  sql: Pick<Sql, 'first'>,
  establishmentIds: readonly string[],
): Promise<string> {
  const row = await sql.first(
    CURRENT,
    `SELECT string_agg(code || '@' || state_version, ',' ORDER BY id) AS versions
       FROM establishment WHERE id = ANY ($1::text[])`,
    [establishmentIds],
  );
  return row?.versions ?? '';
}

/** Plans computed on the former current state, closures or dates of the year are out of date. */
export async function bumpStateVersion(
  { query }: Pick<Transaction, 'query'>,
  establishmentIds: readonly string[],
): Promise<void> {
  await query
    .updateTable('establishment')
    .set((establishment) => ({ stateVersion: establishment('stateVersion', '+', '1') }))
    .where((of) => of('id', '=', of.fn.any(of.val(establishmentIds))))
    .execute();
}
