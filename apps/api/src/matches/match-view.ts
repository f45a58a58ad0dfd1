import type { Match, MatchPage } from '@timetable/contracts';
import { distinctionDetails, type MatchKind } from '@timetable/domain';
import type { MatchCandidate, MatchCount, MatchRecord } from '@timetable/persistence';
import { toMatchReason } from './match-reason-view.js';

export const toMatch = ({
  target,
  candidates,
  decidedAt,
  reason,
  subjects,
  ...match
}: MatchRecord): Match => ({
  ...match,
  target: target && toCandidate(target),
  candidates: candidates.map(toCandidate),
  reason: toMatchReason(reason),
  subjects: [...subjects],
  decidedAt: decidedAt?.toISOString() ?? null,
});

const toCandidate = ({ distinction, ...reference }: MatchCandidate): Match['candidates'][number] => ({
  ...reference,
  details: distinction === undefined ? [] : distinctionDetails(distinction),
});

/** @param kind undefined: of all kinds */
export function toCounts(
  counts: readonly MatchCount[],
  kind: MatchKind | undefined,
): Pick<MatchPage, 'counts' | 'countsByKind'> {
  return {
    counts: byState(counts.filter((count) => kind === undefined || count.kind === kind)),
    countsByKind: {
      teacher: byState(counts.filter((count) => count.kind === 'teacher')),
      pupil: byState(counts.filter((count) => count.kind === 'pupil')),
      class: byState(counts.filter((count) => count.kind === 'class')),
      group: byState(counts.filter((count) => count.kind === 'group')),
    },
  };
}

function byState(counts: readonly MatchCount[]): MatchPage['counts'] {
  const sum = (state: MatchCount['state']): number =>
    counts.reduce((total, count) => total + (count.state === state ? count.count : 0), 0);
  return {
    ambiguous: sum('ambiguous'),
    unmatched: sum('unmatched'),
    decided: sum('decided'),
    matched: sum('matched'),
  };
}
