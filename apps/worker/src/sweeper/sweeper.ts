import { comesBackAfter, remedyOf } from '@timetable/domain';
import type { Clock } from '@timetable/settings';
import type { StuckImport } from '@timetable/persistence';
import { reasonOf } from '@timetable/runtime';
import type { TemporalClient } from '@timetable/temporal';
import type { Logger } from 'pino';

export interface StuckImports {
  /** Imports under way for longer than a moment, and those that have lost their place in the queue. */
  stuck(): Promise<readonly StuckImport[]>;
  /** Ends an attempt that somebody terminated. False when it is over, or has published: another attempt brings it to its end. */
  interruptTerminated(stuck: StuckImport, now: Date): Promise<boolean>;
  /** Queues one more attempt, unless somebody has done so meanwhile. Its new fence shuts out whatever still writes. */
  requeueStuck(stuck: StuckImport, now: Date, delaySeconds: number): Promise<boolean>;
}

/**
 * Finds imports that nobody works on any more. One whose workflow somebody has terminated is interrupted, and waits for a
 * person; the others (the coordinator of a campus cannot go on, Temporal's database was restored from a backup) are queued
 * again. One that has not begun may just not have been told of: it is first. Campuses are looked at one by one: one that
 * fails is said once, counted, and keeps no other from its turn. Any number may sweep at once.
 */
export class Sweeper {
  readonly #failing = new Set<string>();

  constructor(
    private readonly imports: StuckImports,
    private readonly temporal: Pick<TemporalClient, 'whereabouts' | 'tellOfWork'>,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** Campuses whose imports could not be looked at the last time. */
  get failingCampuses(): number {
    return this.#failing.size;
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
      for (const stuck of imports) await this.#sweepImport(stuck);
      this.#failing.delete(campusCode);
    } catch (error) {
      if (!this.#failing.has(campusCode))
        this.log.error(
          { campusCode, reason: reasonOf(error) },
          'the imports of a campus cannot be looked after',
        );
      this.#failing.add(campusCode);
    }
  }

  async #sweepImport(stuck: StuckImport): Promise<void> {
    const remedy = remedyOf(stuck);
    if (remedy === 'none') return;
    const whereabouts = await this.temporal.whereabouts(stuck);
    if (whereabouts === 'running') return;
    const { importId, attempt, campusCode, status } = stuck;
    const now = this.clock.now();
    if (whereabouts === 'terminated' && (await this.imports.interruptTerminated(stuck, now))) {
      this.log.warn({ importId, attempt, campusCode }, 'import terminated from Temporal');
      return;
    }
    if (remedy === 'tell') {
      await this.temporal.tellOfWork(campusCode);
      return;
    }
    if (await this.imports.requeueStuck(stuck, now, comesBackAfter(stuck)))
      this.log.warn({ importId, attempt, campusCode, status }, 'import without workflow queued again');
  }
}
