import type { Counts } from '../import/counts.js';
import { KEPT } from '../text/counted-things.js';
import { COUNTED_NOUNS } from '../text/french-counts.js';
import { countOf, participleOf } from '../text/french-noun.js';
import { frenchList } from '../text/french.js';

/** What stays as it is, since the file leaves it unsaid. */
export interface KeptSentence {
  readonly kind: 'session' | 'membership' | 'service' | 'group' | 'subject';
  readonly count: number;
  /** « 24 séances conservées faute de lecture ». */
  readonly sentence: string;
}

const KINDS = ['session', 'membership', 'service', 'group', 'subject'] as const;

/** One for each kind of thing of which something was kept. */
export const keptSentences = (counts: Counts): KeptSentence[] =>
  keptThings(counts).map(({ kind, count, noun }) => ({ kind, count, sentence: countOf(count, noun, KEPT) }));

const keptThings = (counts: Counts) =>
  KINDS.flatMap((kind) => {
    const count = counts[`${kind}sKept`] ?? 0;
    return count === 0 ? [] : [{ kind, count, noun: COUNTED_NOUNS[`${kind}s`] }];
  });

/** « 24 séances et 1 service conservés faute de lecture. »; undefined when nothing was. */
export function keptMessage(counts: Counts): string | undefined {
  const kept = keptThings(counts);
  // Of things of both genders the masculine is said.
  const agreeing = kept.find(({ noun }) => noun.gender === 'masculine') ?? kept[0];
  if (agreeing === undefined) return undefined;
  const things = frenchList(kept.map(({ count, noun }) => countOf(count, noun, '')));
  const total = kept.reduce((sum, { count }) => sum + count, 0);
  return `${things} ${participleOf(total, agreeing.noun, KEPT)}.`;
}
