import { groupBy } from '../collections/group-by.js';
import type { MatchDecisions } from '../directory/match-decisions.js';
import type { MatchResult } from '../directory/match.js';
import { normaliseName } from '../names/normalise-name.js';
import { sortedSet } from '../sessions/audience.js';
import type { FileGroup } from '../timetable/timetable.js';
import { pairBySignature } from './counting.js';
import type { BaseGroup } from './plan.js';

/** What tells who a group of the file is. */
interface NamedRoster {
  readonly file: Pick<FileGroup, 'ident'>;
  readonly name: string;
  readonly normalisedName: string;
  readonly matchKey: string;
  /** Sorted ENT pupil ids of the day or later. */
  readonly pupilIds: readonly string[];
  readonly signature: string;
}

interface Recognition<G extends NamedRoster> {
  readonly recognised: ReadonlyMap<G, BaseGroup>;
  /** Groups that a person decided to be nobody's. */
  readonly leftOut: ReadonlySet<G>;
  readonly matches: GroupMatches<G>;
}

/**
 * Decisions first, then names (among namesakes, those of the same members first), then identity of the members.
 * @param wanted in an order that does not depend on the file's
 */
export function recogniseGroups<G extends NamedRoster>(
  base: readonly BaseGroup[],
  wanted: readonly G[],
  decisions: MatchDecisions,
): Recognition<G> {
  const recognised = new Map<G, BaseGroup>();
  const leftOut = new Set<G>();
  const how = new Map<G, MatchResult['by']>();
  const free = new Map(base.map((group) => [group.key, group]));
  const pair = (group: G, known: BaseGroup, by: MatchResult['by']) => {
    recognised.set(group, known);
    how.set(group, by);
    free.delete(known.key);
  };

  const inBase = new Set(free.keys());
  for (const group of wanted) {
    const decision = decisions.find('group', [group.matchKey], inBase);
    if (decision?.targetId === null) {
      leftOut.add(group);
      how.set(group, 'decision');
    }
    // Of two groups decided to be the same one the second is as if undecided.
    const known = free.get(decision?.targetId ?? '');
    if (known !== undefined) pair(group, known, 'decision');
  }
  const undecided = () => wanted.filter((group) => !recognised.has(group) && !leftOut.has(group));

  const namesakes = groupBy(free.values(), ({ name }) => normaliseName(name));
  for (const [name, groups] of groupBy(undecided(), ({ normalisedName }) => normalisedName)) {
    const known = [...(namesakes.get(name) ?? [])].sort((a, b) => (a.key < b.key ? -1 : 1));
    for (const [group, same] of pairBySignature(known, groups, BY_MEMBERS)) pair(group, same, 'name');
    const rest = known.filter(({ key }) => free.has(key));
    for (const group of groups) {
      const next = recognised.has(group) ? undefined : rest.shift();
      if (next !== undefined) pair(group, next, 'name');
    }
  }
  for (const [group, same] of pairBySignature([...free.values()], undecided(), BY_MEMBERS)) {
    pair(group, same, 'identifier');
  }
  return { recognised, leftOut, matches: new GroupMatches(how, [...free.values()]) };
}

const BY_MEMBERS = {
  ofGone: ({ pupilIds }: BaseGroup) => sortedSet(pupilIds).join(),
  ofAppeared: ({ signature }: NamedRoster) => signature,
};

/** Two groups that share more than half of all their pupils may be one: a person is asked. */
const STRONG_OVERLAP = 1 / 2;
const MOST_CANDIDATES = 10;

/** The recognition of groups as the match workbench shows it. */
class GroupMatches<G extends NamedRoster> {
  readonly #how: ReadonlyMap<G, MatchResult['by']>;
  readonly #gone = new Map<string, readonly string[]>();
  readonly #goneOfPupil = new Map<string, string[]>();

  /** @param gone groups of the base that the file no longer has */
  constructor(how: ReadonlyMap<G, MatchResult['by']>, gone: readonly BaseGroup[]) {
    this.#how = how;
    for (const { key, pupilIds } of gone) {
      this.#gone.set(key, pupilIds);
      for (const id of pupilIds) {
        const keys = this.#goneOfPupil.get(id);
        if (keys === undefined) this.#goneOfPupil.set(id, [key]);
        else keys.push(key);
      }
    }
  }

  /**
   * A new group that nothing resembles is matched with itself; one that resembles a group that disappears is left to a
   * person, though it is created if nobody decides.
   * @param key of the group of the base, recognised or to be created; undefined when there will be none
   */
  of(group: G, key: string | undefined): MatchResult {
    const { file, matchKey, name } = group;
    const row = { kind: 'group', ident: file.ident, key: matchKey, label: name } as const;
    const by = this.#how.get(group);
    if (by !== undefined) return { ...row, targetId: key, by, candidates: [] };
    const candidates = this.#resembling(group);
    return key === undefined || candidates.length > 0
      ? { ...row, targetId: undefined, by: 'none', candidates }
      : { ...row, targetId: key, by: 'name', candidates };
  }

  #resembling({ pupilIds }: G): string[] {
    const common = new Map<string, number>();
    for (const id of pupilIds) {
      for (const key of this.#goneOfPupil.get(id) ?? []) common.set(key, (common.get(key) ?? 0) + 1);
    }
    const likeness = ([key, count]: [string, number]) =>
      count / (pupilIds.length + (this.#gone.get(key)?.length ?? 0) - count);
    return [...common]
      .filter((entry) => likeness(entry) > STRONG_OVERLAP)
      .sort((a, b) => likeness(b) - likeness(a) || (a[0] < b[0] ? -1 : 1))
      .slice(0, MOST_CANDIDATES)
      .map(([key]) => key);
  }
}
