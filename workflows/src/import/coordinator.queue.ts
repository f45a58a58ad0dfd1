import type { DepositRef } from '../messages.js';

/**
 * Which of the waiting attempts may start now. First in, first out per establishment: an attempt starts when none of its
 * establishments is busy nor claimed by an earlier waiter, so that single ones cannot starve a campus-wide deposit. In
 * the place of a deposit that later ones of the same target follow, the last of these starts: once it has passed
 * validation the others give way unread, and if it does not pass, the one before it has its turn.
 * @param waiting in order of arrival
 * @param busy ids of the establishments being imported
 */
export function startable(waiting: readonly DepositRef[], busy: Iterable<string>): DepositRef[] {
  const taken = new Set(busy);
  const free: DepositRef[] = [];
  for (const [place, ref] of waiting.entries()) {
    if (ref.establishments.every((id) => !taken.has(id)))
      free.push(lastOfTarget(ref, waiting.slice(place + 1)));
    for (const id of ref.establishments) taken.add(id);
  }
  return free;
}

/** Never past a deposit of another target that writes to the same establishments: those keep their order. */
function lastOfTarget(first: DepositRef, later: readonly DepositRef[]): DepositRef {
  let last = first;
  for (const ref of later) {
    if (first.target !== undefined && ref.target === first.target) {
      if (ref.isDuplicate !== true) last = ref;
    } else if (ref.establishments.some((id) => first.establishments.includes(id))) break;
  }
  return last;
}
