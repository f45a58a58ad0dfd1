import { p } from '@mikro-orm/postgresql';

/** Columns of whatever may leave the directory, and come back under its id or another. */
export const leavable = {
  /** When a load of the directory no longer had it; null while the ENT lists it. */
  absentSince: p.datetime(6).strictNullable(),
  /** The id under which the ENT knows it now; null unless a load replaced this one. */
  replacedBy: p.text().strictNullable(),
  /** Whether the ENT lists it. */
  present: p.boolean().generated('(absent_since is null) stored'),
} as const;

export const REPLACED_IS_ABSENT = 'replaced_by IS NULL OR absent_since IS NOT NULL';
