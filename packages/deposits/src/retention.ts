import {
  EXPIRING_ROWS,
  isTechnical,
  keptSince,
  lastErasedYearEnd,
  type ExpiringRows,
  type RetentionDays,
  type RetentionKind,
} from '@timetable/domain';
import type { RetentionRepository } from '@timetable/persistence';
import type { SourceRetention } from './source-retention.js';

/** Rows that one transaction deletes: well below a tenth of a second of locks. */
const BATCH = 1_000;

interface Clock {
  now(): Date;
}

const SYSTEM_CLOCK: Clock = { now: () => new Date() };

export interface RetentionDeps {
  readonly retention: RetentionRepository;
  /** Deposited files, a batch at a time. */
  readonly sources: Pick<SourceRetention, 'sweep'>;
  readonly days: RetentionDays;
  readonly clock: Clock;
  /** For what no business clock dates. @default the system's */
  readonly systemClock?: Clock;
  readonly log: { info(fields: object, message: string): void };
}

/** Called between two batches; throws when the run shall end: what is deleted is deleted, and the next run goes on. */
type Checkpoint = () => void;

/** Deletes what has been kept for as long as `RETENTION_RULES` and the settings say. Any number may do so at once. */
export class Retention {
  readonly #deps: Required<RetentionDeps>;

  constructor(deps: RetentionDeps) {
    this.#deps = { systemClock: SYSTEM_CLOCK, ...deps };
  }

  /** Deposited files. @returns how many */
  deleteSources(checkpoint: Checkpoint): Promise<number> {
    return this.#run('sources', () => untilNone(checkpoint, () => this.#deps.sources.sweep()));
  }

  /** Rows by their age, and the plans of imports long over. @returns how many rows and plans */
  async deleteRows(checkpoint: Checkpoint): Promise<number> {
    let deleted = 0;
    for (const kind of EXPIRING_ROWS) deleted += await this.#run(kind, () => this.#expired(kind, checkpoint));
    return deleted + (await this.#run('plans', () => this.#plans(checkpoint)));
  }

  /** What names people in the imports of school years that are long over. @returns how many imports */
  erasePersonalData(checkpoint: Checkpoint): Promise<number> {
    const { retention, clock, days } = this.#deps;
    const now = clock.now();
    const yearEndedBy = lastErasedYearEnd(now.toISOString().slice(0, 10), days['personal-data']);
    return this.#run('personal-data', () =>
      untilNone(
        checkpoint,
        one(() => retention.eraseOldestPersonalData(yearEndedBy, now)),
      ),
    );
  }

  async #run(kind: RetentionKind, work: () => Promise<number>): Promise<number> {
    const { retention, clock, log } = this.#deps;
    const deleted = await work();
    await retention.noteRun(kind, deleted, clock.now());
    if (deleted > 0) log.info({ kind, deleted }, 'deleted what was kept long enough');
    return deleted;
  }

  #expired(kind: ExpiringRows, checkpoint: Checkpoint): Promise<number> {
    const { retention, days, clock, systemClock } = this.#deps;
    const now = (isTechnical(kind) ? systemClock : clock).now();
    const before = keptSince(now, days[kind]);
    return untilNone(checkpoint, async () => {
      const deleted = await retention.deleteExpired(kind, before, BATCH);
      return { deleted, hasMore: deleted === BATCH };
    });
  }

  #plans(checkpoint: Checkpoint): Promise<number> {
    const { retention, days, clock } = this.#deps;
    const now = clock.now();
    const before = keptSince(now, days.plans);
    return untilNone(
      checkpoint,
      one(() => retention.eraseOldestPlan(before, now)),
    );
  }
}

interface Batch {
  readonly deleted: number;
  readonly hasMore: boolean;
}

/** One batch after the other, a transaction each, until nothing is left. @returns how much was deleted */
async function untilNone(checkpoint: Checkpoint, deleteBatch: () => Promise<Batch>): Promise<number> {
  for (let total = 0; ;) {
    checkpoint();
    const { deleted, hasMore } = await deleteBatch();
    total += deleted;
    if (!hasMore) return total;
  }
}

/** A batch of one. @param erase says whether there was one */
const one = (erase: () => Promise<boolean>) => async (): Promise<Batch> => {
  const wasThere = await erase();
  return { deleted: wasThere ? 1 : 0, hasMore: wasThere };
};
