import { p } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';

/** Columns of whatever may leave the directory, and come back under its id or another. */
export const leavable = {
  /** When a load of the directory no longer had it; null while the ENT lists it. */
  absentSince: p.datetime(6).strictNullable(),
  /** The id under which the ENT knows it now; null unless a load replaced this one. */
  replacedBy: p.text().strictNullable(),
  /** When that load came. */
  replacedAt: p.datetime(6).strictNullable(),
  /** Whether the ENT lists it. */
  present: p.boolean().generated('(absent_since is null) stored'),
} as const;

/**
 * Since when one is absent from the directory, in rows of that table; NULL for one whose id was replaced, who has not left:
 * history alone still says that id.
 */
export const leftSince = (table: 'person' | 'class'): RawBuilder<Date | null> =>
  sql`CASE WHEN ${sql.ref(`${table}.replacedBy`)} IS NULL THEN ${sql.ref(`${table}.absentSince`)} END`;

export const REPLACED_IS_ABSENT = 'replaced_by IS NULL OR absent_since IS NOT NULL';
