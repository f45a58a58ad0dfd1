import type { DepositRef } from '../messages.js';

/**
 * Which of the waiting attempts may start now. First in, first out per establishment: an attempt starts when none of its
 * establishments is busy nor claimed by an earlier waiter, so that single ones cannot starve a campus-wide deposit.
 * @param waiting in order of arrival
 * @param busy ids of the establishments being imported
 */
export function startable(waiting: readonly DepositRef[], busy: Iterable<string>): DepositRef[] {
  const taken = new Set(busy);
  const free: DepositRef[] = [];
  for (const ref of waiting) {
    if (ref.establishments.every((id) => !taken.has(id))) free.push(ref);
    for (const id of ref.establishments) taken.add(id);
  }
  return free;
}
