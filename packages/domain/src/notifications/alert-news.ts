import { MATCH_KIND_NOUNS } from '../directory/match-kind-nouns.js';
import type { MatchKind } from '../directory/match.js';
import { frenchList } from '../text/french.js';
import { countOf } from '../text/french-noun.js';
import type { ThresholdCode } from '../thresholds/threshold-catalogue.js';

/** What an integrated import leaves to be looked at. */
export interface ImportAlerts {
  readonly exceeded: readonly {
    readonly code: ThresholdCode;
    /** Without a full stop. */
    readonly sentence: string;
    readonly blocking: boolean;
  }[];
  /** What the file names, the ENT does not know, and nobody has decided on. */
  readonly unmatched: readonly { readonly kind: MatchKind; readonly key: string }[];
}

const KINDS: readonly MatchKind[] = ['teacher', 'pupil', 'class', 'group'];

/**
 * What of an import's alerts none of the imports before it had, as French sentences without a name; none: nothing is new.
 * The same forty unknown pupils as yesterday are no news; a forty-first is.
 * @param before of the imports integrated before for the same target: the last one, and those of the day
 */
export function alertNews(alerts: ImportAlerts, before: readonly ImportAlerts[]): string[] {
  const knownCodes = new Set(before.flatMap(({ exceeded }) => exceeded.map(({ code }) => code)));
  const knownRows = new Set(before.flatMap(({ unmatched }) => unmatched.map(rowId)));
  const rows = alerts.unmatched.filter((row) => !knownRows.has(rowId(row)));
  const counts = KINDS.flatMap((kind) => {
    const count = rows.filter((row) => row.kind === kind).length;
    return count === 0 ? [] : [countOf(count, MATCH_KIND_NOUNS[kind], 'non rapproché')];
  });
  const more = before.length === 0 ? '' : ' de plus qu’au dernier import';
  return [
    ...alerts.exceeded.filter(({ code }) => !knownCodes.has(code)).map(({ sentence }) => `${sentence}.`),
    ...(counts.length === 0 ? [] : [`${frenchList(counts)}${more}.`]),
  ];
}

const rowId = ({ kind, key }: ImportAlerts['unmatched'][number]): string => `${kind}/${key}`;
