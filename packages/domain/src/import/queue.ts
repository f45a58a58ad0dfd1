import type { ImportOrigin } from './status.js';
import type { QueuePlace } from './superseding.js';

/** An attempt that waits for its turn. */
export interface WaitingAttempt extends QueuePlace {
  /** Decimal; later ones are greater. */
  readonly id: string;
  /** 1 a person waits, 3 normal, 5 comes back. */
  readonly priority: number;
  /** Ids of every establishment the import writes to. Never empty. */
  readonly establishments: readonly string[];
}

/** An attempt that was handed over to run, with what is told of its import in Temporal: ids and codes. */
export interface HandedAttempt extends Pick<WaitingAttempt, 'id' | 'priority' | 'establishments'> {
  readonly importId: string;
  readonly attempt: number;
  readonly origin: ImportOrigin;
  /** In the order of the establishments. */
  readonly uais: readonly string[];
}

/** What waits and runs on one campus. */
export interface CampusQueue<Attempt extends WaitingAttempt = WaitingAttempt> {
  /** In order of arrival. */
  readonly waiting: readonly Attempt[];
  /** Of each import under way, its establishments. */
  readonly underWay: readonly (readonly string[])[];
}

/**
 * Which of the waiting attempts may start now. First in, first out per establishment: an attempt starts when none of its
 * establishments is busy nor claimed by an earlier waiter, so that single ones cannot starve a campus-wide deposit. In
 * the place of a deposit that later ones of the same target follow, the last of these starts: once it has passed
 * validation the others give way unread, and if it does not pass, the one before it has its turn.
 */
export function startable<Attempt extends WaitingAttempt>({
  waiting,
  underWay,
}: CampusQueue<Attempt>): Attempt[] {
  const taken = new Set(underWay.flat());
  const free: Attempt[] = [];
  for (const [place, attempt] of waiting.entries()) {
    if (attempt.establishments.every((id) => !taken.has(id)))
      free.push(lastOfTarget(attempt, waiting.slice(place + 1)));
    for (const id of attempt.establishments) taken.add(id);
  }
  return free;
}

/**
 * Which attempts of all campuses are handed over to run, at most as many as there are places. Those somebody waits for
 * come first; then the campuses with the fewest imports under way, so that one with thousands waiting keeps no other from its
 * turn; then the order of arrival.
 */
export function nextToRun<Attempt extends WaitingAttempt>(
  campuses: readonly CampusQueue<Attempt>[],
  places: number,
): Attempt[] {
  return campuses
    .flatMap((campus) =>
      startable(campus).map((attempt, index) => ({ attempt, underWay: campus.underWay.length + index })),
    )
    .sort(
      (one, other) =>
        one.attempt.priority - other.attempt.priority ||
        one.underWay - other.underWay ||
        Number(BigInt(one.attempt.id) - BigInt(other.attempt.id)),
    )
    .slice(0, Math.max(places, 0))
    .map(({ attempt }) => attempt);
}

/** Never past a deposit of another target that writes to the same establishments: those keep their order. */
function lastOfTarget<Attempt extends WaitingAttempt>(first: Attempt, later: readonly Attempt[]): Attempt {
  let last = first;
  for (const attempt of later) {
    if (first.target !== undefined && attempt.target === first.target) {
      if (attempt.isDuplicate !== true) last = attempt;
    } else if (attempt.establishments.some((id) => first.establishments.includes(id))) break;
  }
  return last;
}
