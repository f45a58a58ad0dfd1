import type { ImportAlerts, MatchKind } from '@timetable/domain';
import type { QueryBuilder } from '../query-builder.js';
import type { UnmatchedRow } from './import.entity.js';

const KINDS: readonly MatchKind[] = ['teacher', 'pupil', 'class', 'group'];

/** What people have decided about a campus's matches, « nobody » included. */
export type DecidedMatches = ReadonlySet<string>;

export const NOTHING_DECIDED: DecidedMatches = new Set();

export async function decidedMatches(query: QueryBuilder, campusCode: string): Promise<DecidedMatches> {
  const decided = await query
    .selectFrom('match')
    .select(['kind', 'key'])
    .where('campusCode', '=', campusCode)
    .where('by', '=', 'decision')
    .execute();
  return new Set(decided.map(({ kind, key }) => matchId(kind, key)));
}

/** What an import left unmatched and nobody has decided on. */
export function awaitedMatches(
  unmatched: Readonly<Record<string, readonly Pick<UnmatchedRow, 'key'>[]>>,
  decided: DecidedMatches,
): ImportAlerts['unmatched'] {
  return KINDS.flatMap((kind) =>
    (unmatched[kind] ?? []).flatMap(({ key }) => (decided.has(matchId(kind, key)) ? [] : [{ kind, key }])),
  );
}

const matchId = (kind: MatchKind, key: string): string => `${kind}/${key}`;
