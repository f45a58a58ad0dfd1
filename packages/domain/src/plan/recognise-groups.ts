import { groupBy } from '../collections/group-by.js';
import type { MatchDecisions } from '../directory/match-decisions.js';
import type { MatchResult } from '../directory/match.js';
import { normaliseName } from '../names/normalise-name.js';
import { pairBySignature } from './counting.js';
import { GroupMatches } from './group-matches.js';
import { BY_MEMBERS, tellingApart, type NamedRoster } from './group-signature.js';
import { pairByMembers } from './pair-by-members.js';
import type { CurrentGroup } from './plan.js';
import type { TaughtIndex } from './taught.js';

interface Recognition<G extends NamedRoster> {
  readonly recognised: ReadonlyMap<G, CurrentGroup>;
  /** Groups that a person decided to be nobody's. */
  readonly leftOut: ReadonlySet<G>;
  readonly matches: GroupMatches<G>;
}

/**
 * Decisions first, then names, then identity of the members. Namesakes, and groups of the same members, are told apart by
 * what they are taught and by whom.
 * @param wanted in an order that does not depend on the file's
 * @param taught asked only when it is needed: it reads every course of the file
 */
export function recogniseGroups<G extends NamedRoster>(
  current: readonly CurrentGroup[],
  wanted: readonly G[],
  decisions: MatchDecisions,
  taught: () => TaughtIndex,
): Recognition<G> {
  const recognised = new Map<G, CurrentGroup>();
  const leftOut = new Set<G>();
  const how = new Map<G, MatchResult['by']>();
  const free = new Map(current.map((group) => [group.key, group]));
  const pair = (group: G, known: CurrentGroup, by: MatchResult['by']) => {
    recognised.set(group, known);
    how.set(group, by);
    free.delete(known.key);
  };

  const inCurrent = new Set(free.keys());
  for (const group of wanted) {
    const decision = decisions.find('group', [group.matchKey], inCurrent);
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
    const left = () => groups.filter((group) => !recognised.has(group));
    const rest = () => known.filter(({ key }) => free.has(key));
    for (const sign of [BY_MEMBERS, ...(groups.length > 1 ? tellingApart(taught) : [])]) {
      if (rest().length === 0 || left().length === 0) break;
      for (const [group, same] of pairBySignature(rest(), left(), sign)) pair(group, same, 'name');
    }
    const others = rest();
    for (const group of left()) {
      const next = others.shift();
      if (next !== undefined) pair(group, next, 'name');
    }
  }
  for (const [group, found] of pairByMembers(free.values(), undecided(), taught))
    pair(group, found, 'members');
  return { recognised, leftOut, matches: new GroupMatches(how, recognised, [...free.values()], taught) };
}
