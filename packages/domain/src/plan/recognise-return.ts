import type { MatchKind, MatchResult } from '../directory/match.js';
import { canonicalJson } from './canonical-plan.js';
import type { Change } from './plan.js';
import type { RecordedChange } from './recorded-change.js';

// A return (import-rules §4): a file whose timetable was in force before in this school year, or that takes back what the
// last import did. Its changes are no surprise, so that no rate of change holds it.

/** An import of this school year that was integrated, as far as it tells a return. */
export interface FormerImport {
  readonly importId: string;
  /** Match keys that it could not link to the ENT. */
  readonly unmatched: Readonly<Partial<Record<MatchKind, readonly string[]>>>;
}

/** What a past import did to the small things, by kind. */
export type StructureChange = Exclude<RecordedChange, { readonly kind: 'session' | 'membership' }>;

/**
 * The last import that wrote to one of the target's establishments, with what it changed beside sessions and memberships.
 * Never the first of a year: nothing was in force before it.
 */
export interface LastImport extends FormerImport {
  readonly changes: readonly StructureChange[];
}

/** Fewer known than then by up to this share is the coming and going of people. */
const NEWLY_UNKNOWN_PERCENT = 5;

/**
 * Whether the ENT still knows whom it knew when a former import was integrated, to 5 % of each kind. Otherwise the file
 * is the same and what it would do is not: a directory emptied of its pupils would end every membership.
 */
export function isReturnTo(former: FormerImport, matches: readonly MatchResult[]): boolean {
  const kinds = new Set(matches.map(({ kind }) => kind));
  return [...kinds].every((kind) => {
    const unknownThen = new Set(former.unmatched[kind]);
    const ofKind = matches.filter((match) => match.kind === kind);
    const newlyUnknown = ofKind.filter(
      ({ key, targetId, by }) => targetId === undefined && by !== 'decision' && !unknownThen.has(key),
    );
    return 100 * newlyUnknown.length <= NEWLY_UNKNOWN_PERCENT * ofKind.length;
  });
}

/** Whether these changes give back all that the last import found, and change nothing else. */
export function undoesChanges(changes: readonly Change[], done: readonly StructureChange[]): boolean {
  const undoing = new Set(
    changes
      .filter(({ type }) => type !== 'unchanged')
      .map(({ kind, before = null, after = null }) =>
        sidesOf(kind, content(kind, before), content(kind, after)),
      ),
  );
  const undone = new Set(
    done.map(({ kind, before, after }) => sidesOf(kind, content(kind, after), content(kind, before))),
  );
  return undoing.size === undone.size && [...undoing].every((sides) => undone.has(sides));
}

const sidesOf = (kind: Change['kind'], from: string, to: string): string => `${kind} ${from} → ${to}`;

/** The part of a record that a plan keeps of both its sides. */
function content(kind: Change['kind'], record: object | null): string {
  if (record === null) return '';
  const entries = Object.entries(record).filter(
    ([name]) => name !== 'taughtDays' && (kind !== 'group' || name === 'key' || name === 'name'),
  );
  return canonicalJson(Object.fromEntries(entries));
}
