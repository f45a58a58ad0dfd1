import { pairBySignature } from './counting.js';
import { BY_MEMBERS, tellingApart, type Roster } from './group-signature.js';
import type { CurrentGroup } from './plan.js';
import type { TaughtIndex } from './taught.js';

/**
 * Pairs the groups that disappeared with those that appeared by their members, whatever their names. Members first: of two
 * groups they designate one to one nothing else is asked, whatever they are taught by now.
 */
export function pairByMembers<G extends Roster>(
  gone: Iterable<CurrentGroup>,
  appeared: readonly G[],
  taught: () => TaughtIndex,
): Map<G, CurrentGroup> {
  const pairs = new Map<G, CurrentGroup>();
  const free = new Set(gone);
  for (const sign of [BY_MEMBERS, ...tellingApart(taught).slice(0, 2), BY_MEMBERS]) {
    const known = new Set([...free].map(BY_MEMBERS.ofGone));
    const same = appeared.filter(
      (group) => !pairs.has(group) && group.signature !== '' && known.has(group.signature),
    );
    if (same.length === 0) break;
    for (const [group, found] of pairBySignature([...free], same, sign)) {
      pairs.set(group, found);
      free.delete(found);
    }
  }
  return pairs;
}
