import type { Counts } from '../import/counts.js';
import { countsInFrench } from '../text/french-counts.js';
import { frenchList } from '../text/french.js';

/** What stays as it is, since the file leaves it unsaid. */
export interface KeptSentence {
  readonly kind: 'session' | 'membership' | 'service' | 'group' | 'subject';
  readonly count: number;
  /** « 24 séances conservées faute de lecture ». */
  readonly sentence: string;
}

const KINDS = [
  ['session', 'sessionsKept'],
  ['membership', 'membershipsKept'],
  ['service', 'servicesKept'],
  ['group', 'groupsKept'],
  ['subject', 'subjectsKept'],
] as const;

/** One for each kind of thing of which something was kept. */
export function keptSentences(counts: Counts): KeptSentence[] {
  return KINDS.flatMap(([kind, name]) => {
    const count = counts[name] ?? 0;
    return count === 0 ? [] : [{ kind, count, sentence: countsInFrench({ [name]: count }) }];
  });
}

/** « 24 séances et 1 service conservés faute de lecture. »; undefined when nothing was. */
export function keptMessage(counts: Counts): string | undefined {
  const kept = keptSentences(counts);
  const [only] = kept;
  if (only === undefined) return undefined;
  if (kept.length === 1) return `${only.sentence}.`;
  const things = kept.map(({ sentence }) => sentence.replace(/ conservée?s? faute de lecture$/u, ''));
  const isFeminine = kept.every(({ kind }) => kind === 'session' || kind === 'subject');
  return `${frenchList(things)} ${isFeminine ? 'conservées' : 'conservés'} faute de lecture.`;
}
