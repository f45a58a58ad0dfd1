import { pairBySignature } from './counting.js';
import { BY_MEMBERS, byTeaching, type Roster } from './group-signature.js';
import { isNumbered, madeNumber } from './made-group-name.js';
import { pairByMembers } from './pair-by-members.js';
import type { CurrentGroup } from './plan.js';
import type { TaughtIndex } from './taught.js';

/** Two groups that share more than half of all their pupils, and neither with anybody else, are one. */
const CLEARLY = 1 / 2;

/** A group that the import makes, before it has a name. */
interface MadeGroup extends Roster {
  /** The stem of its name. */
  readonly name: string;
}

/**
 * Recognises the groups that an import makes among those that earlier ones made: without a name of their own, by their
 * members, else by most of them, else by what they are taught and by whom, when somebody stays.
 * @param made in an order that does not depend on the file's
 */
export function recogniseMadeGroups<G extends MadeGroup>(
  current: readonly CurrentGroup[],
  made: readonly G[],
  taught: () => TaughtIndex,
): Map<G, CurrentGroup> {
  const pairs = pairByMembers(current, made, taught);
  const gone = () => {
    const taken = new Set(pairs.values());
    return current.filter((group) => !taken.has(group));
  };
  const appeared = () => made.filter((group) => !pairs.has(group));
  for (const [group, known] of inOrder(gone(), appeared())) pairs.set(group, known);
  for (const [group, known] of mostlyTheSame(gone(), appeared())) pairs.set(group, known);
  for (const [group, known] of pairBySignature(gone(), appeared(), byTeaching(taught))) {
    if (commonPupils(group, known) > 0) pairs.set(group, known);
  }
  return pairs;
}

/** Nothing tells groups of the same members and lessons apart: they were numbered in this order, and are again. */
function inOrder<G extends MadeGroup>(
  gone: readonly CurrentGroup[],
  appeared: readonly G[],
): Map<G, CurrentGroup> {
  const pairs = new Map<G, CurrentGroup>();
  const left = new Set([...gone].sort((a, b) => madeNumber(a.name) - madeNumber(b.name)));
  for (const group of appeared) {
    if (group.signature === '') continue;
    const same = [...left].find(
      (known) => isNumbered(known.name, group.name) && BY_MEMBERS.ofGone(known) === group.signature,
    );
    if (same === undefined) continue;
    pairs.set(group, same);
    left.delete(same);
  }
  return pairs;
}

function mostlyTheSame<G extends Roster>(
  gone: readonly CurrentGroup[],
  appeared: readonly G[],
): Map<G, CurrentGroup> {
  const alike = appeared.flatMap((group) =>
    gone.filter((known) => likeness(group, known) > CLEARLY).map((known) => [group, known] as const),
  );
  return new Map(
    alike.filter(
      (pair) => !alike.some((other) => other !== pair && (other[0] === pair[0] || other[1] === pair[1])),
    ),
  );
}

function likeness(group: Roster, known: CurrentGroup): number {
  const common = commonPupils(group, known);
  return common === 0 ? 0 : common / (group.pupilIds.length + known.pupilIds.length - common);
}

function commonPupils({ pupilIds }: Roster, known: CurrentGroup): number {
  const theirs = new Set(known.pupilIds);
  return pupilIds.filter((id) => theirs.has(id)).length;
}
