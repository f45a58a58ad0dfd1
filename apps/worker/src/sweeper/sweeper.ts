import { comesBackAfter, isUnclaimed, remedyOf } from '@timetable/domain';
import type { Clock } from '@timetable/settings';
import type { StuckImport } from '@timetable/persistence';
import { reasonOf } from '@timetable/runtime';
import { isTemporalAway, type TemporalClient } from '@timetable/temporal';
import type { Logger } from 'pino';
import { TEMPORAL_AWAY } from '../temporal/temporal-watch.js';

export interface StuckImports {
  /** Imports under way for longer than a moment, and those that have lost their place in the queue. */
  stuck(): Promise<readonly StuckImport[]>;
  /** Ends an attempt that somebody terminated. False when it is over, or has published: another attempt brings it to its end. */
  interruptTerminated(stuck: StuckImport, now: Date): Promise<boolean>;
  /** Queues one more attempt, unless somebody has done so meanwhile. Its new fence shuts out whatever still writes. */
  requeueStuck(stuck: StuckImport, now: Date, delaySeconds: number): Promise<boolean>;
}

/**
 * Between two looks. With the seconds that an import is left alone first, what somebody terminated in Temporal is noticed within
 * fifteen.
 */
export const SWEEP_INTERVAL_MS = 5_000;

/** What a campus's coordinator needs, beside what its imports need. */
type CoordinatorRemedy = 'none' | 'tell' | 'replace';

/**
 * Finds imports that nobody works on any more. One whose workflow somebody has terminated is interrupted, and waits for a
 * person; the others (the coordinator of a campus cannot go on, Temporal's database was restored from a backup) are queued
 * again. One that has not begun may just not have been told of: it is first; a coordinator that starts nothing although it was
 * told is replaced. Campuses are looked at one by one: one that fails is said once, counted, and keeps no other from its turn.
 * Any number may sweep at once.
 */
export class Sweeper {
  readonly #failing = new Set<string>();
  #replacedCoordinators = 0;

  constructor(
    private readonly imports: StuckImports,
    private readonly temporal: Pick<TemporalClient, 'whereabouts' | 'tellOfWork' | 'replaceCoordinator'>,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** Campuses whose imports could not be looked at the last time. */
  get failingCampuses(): number {
    return this.#failing.size;
  }

  /** Coordinators that had started nothing of what they were told, and were replaced, since this worker began. */
  get replacedCoordinators(): number {
    return this.#replacedCoordinators;
  }

  /** @throws when the database does not answer */
  async sweep(): Promise<void> {
    const campuses = Map.groupBy(await this.imports.stuck(), ({ campusCode }) => campusCode);
    for (const campusCode of this.#failing) if (!campuses.has(campusCode)) this.#failing.delete(campusCode);
    for (const [campusCode, imports] of campuses) await this.#sweepCampus(campusCode, imports);
  }

  /** Nothing is concluded from a Temporal that does not answer. */
  async #sweepCampus(campusCode: string, imports: readonly StuckImport[]): Promise<void> {
    try {
      const needs = new Set<CoordinatorRemedy>();
      for (const stuck of imports) needs.add(await this.#sweepImport(stuck));
      if (needs.has('replace')) await this.#replaceCoordinator(campusCode);
      else if (needs.has('tell')) await this.temporal.tellOfWork(campusCode);
      this.#failing.delete(campusCode);
    } catch (error) {
      if (!this.#failing.has(campusCode))
        this.log.error(
          {
            campusCode,
            reason: reasonOf(error),
            ...(isTemporalAway(error) && { outage: TEMPORAL_AWAY }),
          },
          'the imports of a campus cannot be looked after',
        );
      this.#failing.add(campusCode);
    }
  }

  async #replaceCoordinator(campusCode: string): Promise<void> {
    await this.temporal.replaceCoordinator(campusCode);
    this.#replacedCoordinators += 1;
    this.log.warn({ campusCode }, 'the coordinator of a campus started nothing and was replaced');
  }

  async #sweepImport(stuck: StuckImport): Promise<CoordinatorRemedy> {
    const remedy = remedyOf(stuck);
    if (remedy === 'none') return 'none';
    const whereabouts = await this.temporal.whereabouts(stuck);
    if (whereabouts === 'running' && !isUnclaimed(stuck)) return 'none';
    const { importId, attempt, campusCode, status, underWaySeconds } = stuck;
    const now = this.clock.now();
    if (whereabouts === 'terminated' && (await this.imports.interruptTerminated(stuck, now))) {
      this.log.warn({ importId, attempt, campusCode }, 'import terminated from Temporal');
      return 'none';
    }
    if (remedy === 'tell') return 'tell';
    if (await this.imports.requeueStuck(stuck, now, comesBackAfter(stuck)))
      this.log.warn({ importId, attempt, campusCode, status }, 'import without workflow queued again');
    const wasTold = status === 'received' && underWaySeconds !== undefined;
    return wasTold && whereabouts === 'gone' ? 'replace' : 'none';
  }
}
