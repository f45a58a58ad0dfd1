import { z } from 'zod';
import type { Sql } from '../sql.js';
import type { Transaction } from '../transaction.js';

const INPUTS = z.object({ versions: z.string() });
const BASE = z.object({ versions: z.string().nullable() });

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

/** Version of the base of these establishments, same idea. */
export async function baseVersions(
  sql: Pick<Sql, 'first'>,
  establishmentIds: readonly string[],
): Promise<string> {
  const row = await sql.first(
    BASE,
    `SELECT string_agg(code || '@' || base_version, ',' ORDER BY id) AS versions
       FROM establishment WHERE id = ANY ($1::text[])`,
    [establishmentIds],
  );
  return row?.versions ?? '';
}

/** Plans computed on the former base are out of date. */
export async function bumpBase(
  { query }: Pick<Transaction, 'query'>,
  establishmentIds: readonly string[],
): Promise<void> {
  await query
    .updateTable('establishment')
    .set((establishment) => ({ baseVersion: establishment('baseVersion', '+', '1') }))
    .where((of) => of('id', '=', of.fn.any(of.val(establishmentIds))))
    .execute();
}
