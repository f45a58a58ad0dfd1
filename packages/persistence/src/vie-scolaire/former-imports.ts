import {
  INTEGRATED_STATUSES,
  type FormerImport,
  type LastImport,
  type MatchKind,
  type StructureChange,
} from '@timetable/domain';
import { z } from 'zod';
import type { UnmatchedRow } from '../imports/import.entity.js';
import type { QueryBuilder } from '../query-builder.js';
import type { Sql } from '../sql.js';
import { PLAN_ROW } from './plan-row.js';

interface Scope {
  readonly campusCode: string;
  /** Undefined for the whole campus. */
  readonly establishmentId: string | undefined;
  readonly establishmentIds: readonly string[];
  readonly schoolYear: string;
}

/** The last import of the year that wrote to one of these establishments. */
export async function readLastImport(
  { query, sql }: { readonly query: QueryBuilder; readonly sql: Sql },
  { campusCode, establishmentIds, schoolYear }: Scope,
): Promise<(LastImport & { readonly isFirstOfYear: boolean }) | undefined> {
  const last = await query
    .selectFrom('import')
    .select(['id', 'unmatched', 'firstOfYear'])
    .where('campusCode', '=', campusCode)
    .where('schoolYear', '=', schoolYear)
    .where((of) => of('establishmentIds', '&&', of.val([...establishmentIds])))
    .where('status', 'in', INTEGRATED_STATUSES)
    .where('published', 'is not', null)
    .orderBy('endedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last === undefined) return undefined;
  const rows = await sql.rows(PLAN_ROW, CHANGES, [last.id]);
  const changes = rows.filter(
    (row): row is typeof row & StructureChange => row.kind !== 'session' && row.kind !== 'membership',
  );
  return { ...formerImport(last), changes, isFirstOfYear: last.firstOfYear };
}

/** The latest import of the year that was integrated, for exactly this target, from this timetable. */
export async function readSameTimetable(
  query: QueryBuilder,
  scope: Scope,
  timetableSha256: string,
): Promise<FormerImport | undefined> {
  const { campusCode, establishmentId = null, schoolYear } = scope;
  const same = await query
    .selectFrom('import')
    .select(['id', 'unmatched'])
    .where('campusCode', '=', campusCode)
    .where('establishmentId', establishmentId === null ? 'is' : '=', establishmentId)
    .where('schoolYear', '=', schoolYear)
    .where('timetableSha256', '=', timetableSha256)
    .where('status', 'in', INTEGRATED_STATUSES)
    .orderBy('endedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return same && formerImport(same);
}

const KEYS = z.partialRecord(
  z.enum(['teacher', 'pupil', 'class', 'group'] satisfies readonly MatchKind[]),
  z.array(z.object({ key: z.string() }).transform(({ key }) => key)),
);

function formerImport({
  id,
  unmatched,
}: {
  readonly id: string;
  readonly unmatched: Readonly<Record<string, readonly UnmatchedRow[]>>;
}): FormerImport {
  return { importId: id, unmatched: KEYS.parse(unmatched) };
}

/** What import $1 changed of the small things, as plan rows. */
const CHANGES = `
  SELECT id::text AS position, kind, type, key, label, before, after FROM import_change
   WHERE import_id = $1 AND kind IN ('subject', 'service', 'closure', 'group') AND type <> 'unchanged'
   ORDER BY id`;
