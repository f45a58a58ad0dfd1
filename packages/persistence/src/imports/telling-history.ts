import {
  INTEGRATED_STATUSES,
  type ImportAlerts,
  type ImportRun,
  type TellingHistory,
  type ThresholdVerdict,
} from '@timetable/domain';
import type { QueryBuilder } from '../query-builder.js';
import { awaitedMatches, decidedMatches, type DecidedMatches } from './awaited-matches.js';
import type { UnmatchedRow } from './import.entity.js';

interface AlertColumns {
  readonly thresholds: readonly ThresholdVerdict[];
  readonly unmatched: Readonly<Record<string, readonly UnmatchedRow[]>>;
}

/**
 * What an import leaves to be looked at, beside what those integrated before it for the same target left: the last one, and
 * those that ended after `since`.
 */
export async function readTellingHistory(
  query: QueryBuilder,
  { importId }: Pick<ImportRun, 'importId'>,
  since: Date,
): Promise<TellingHistory> {
  const own = await query
    .selectFrom('import')
    .select(['campusCode', 'establishmentId', 'thresholds', 'unmatched'])
    .where('id', '=', importId)
    .executeTakeFirstOrThrow();
  const before = await query
    .selectFrom('import')
    .select(['id', 'endedAt', 'thresholds', 'unmatched'])
    .where('campusCode', '=', own.campusCode)
    .where('establishmentId', 'is not distinct from', own.establishmentId)
    .where('id', '<>', importId)
    .where('status', 'in', INTEGRATED_STATUSES)
    .orderBy('endedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_BEFORE)
    .execute();
  const errors = await query
    .selectFrom('importProblem')
    .select(['meaning', 'count', 'advice'])
    .where('importId', '=', importId)
    .where('severity', '=', 'error')
    .orderBy('rank')
    .execute();
  const decided = await decidedMatches(query, own.campusCode);
  const told = before.filter(({ endedAt }, rank) => rank === 0 || (endedAt !== null && endedAt >= since));
  return {
    alerts: alertsOf(own, decided),
    alertsBefore: told.map((one) => alertsOf(one, decided)),
    errors,
    lastIntegratedId: before[0]?.id,
  };
}

/** A school that exports after each change has some tens of imports a day. */
const MOST_BEFORE = 50;

const alertsOf = ({ thresholds, unmatched }: AlertColumns, decided: DecidedMatches): ImportAlerts => ({
  exceeded: thresholds
    .filter(({ exceeded }) => exceeded)
    .map(({ code, sentence, blocking }) => ({ code, sentence, blocking })),
  unmatched: awaitedMatches(unmatched, decided),
});
