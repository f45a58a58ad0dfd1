import { Inject, Injectable } from '@nestjs/common';
import type { RetentionState } from '@timetable/contracts';
import {
  erasureDay,
  lastErasedYearEnd,
  RETENTION_RULES,
  type RetentionDays,
  type RetentionKind,
} from '@timetable/domain';
import { RetentionReader, type RetentionRunRecord } from '@timetable/persistence';
import { retentionDays, type Clock, type Settings } from '@timetable/settings';
import { CLOCK, SETTINGS } from '../ports/ports.module.js';

/** What is kept how long, what has been deleted since, and which personal data go next. */
@Injectable()
export class RetentionService {
  readonly #days: RetentionDays;

  constructor(
    private readonly retention: RetentionReader,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.#days = retentionDays(settings);
  }

  async state(): Promise<RetentionState> {
    const days = this.#days['personal-data'];
    const endedBy = lastErasedYearEnd(this.clock.now().toISOString().slice(0, 10), days);
    const [runs, erased, kept] = await Promise.all([
      this.retention.runs(),
      this.retention.erasures(),
      this.retention.keptYears(endedBy),
    ]);
    return {
      rules: this.#rules(runs),
      personalData: {
        erased: erased.map((year) => ({ ...year, erasedAt: year.erasedAt.toISOString() })),
        next: kept.map((year) => ({ ...year, erasedOn: erasureDay(year.endsOn, days) })),
      },
    };
  }

  #rules(runs: readonly RetentionRunRecord[]): RetentionState['rules'] {
    const byKind = new Map(runs.map((run) => [run.kind, run]));
    return Object.keys(RETENTION_RULES)
      .filter(isKind)
      .map((name) => {
        const run = byKind.get(name);
        const { what, from, setting } = RETENTION_RULES[name];
        return {
          ...{ name, what, from, setting, days: this.#days[name] },
          lastRunAt: run?.ranAt.toISOString() ?? null,
          lastDeleted: run?.deleted ?? null,
          deletedTotal: run?.deletedTotal ?? null,
        };
      });
  }
}

const isKind = (name: string): name is RetentionKind => name in RETENTION_RULES;
