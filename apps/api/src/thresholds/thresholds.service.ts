import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@timetable/settings';
import type {
  Threshold,
  ThresholdChange,
  ThresholdMeasures,
  ThresholdsBody,
  User,
} from '@timetable/contracts';
import { THRESHOLDS, type ThresholdSetting } from '@timetable/domain';
import { ImportReader, ThresholdRepository, type CampusRecord } from '@timetable/persistence';
import { assertAsSeen } from '../http/entity-tag.js';
import { CLOCK } from '../ports/ports.module.js';
import { toMeasures } from './threshold-measures.js';

const HISTORY_LIMIT = 200;
/** Enough to see what is usual in a school. */
const MEASURED_IMPORTS = 20;

@Injectable()
export class ThresholdsService {
  constructor(
    private readonly thresholds: ThresholdRepository,
    private readonly imports: ImportReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(campus: CampusRecord): Promise<Threshold[]> {
    return (await this.thresholds.list(campus.code)).map(toThreshold);
  }

  /** @param ifMatch what the person saw, by its tag */
  async save(
    campus: CampusRecord,
    body: ThresholdsBody,
    user: User,
    ifMatch: string | undefined,
  ): Promise<Threshold[]> {
    await this.thresholds.save(
      campus.code,
      body.map(({ code, limit, blocking, minCount }) => ({
        code,
        limit,
        blocking,
        ...(minCount === null || minCount === undefined ? {} : { minCount }),
      })),
      { login: user.login, at: this.clock.now() },
      (current) => {
        assertAsSeen(ifMatch, current.map(toThreshold));
      },
    );
    return this.list(campus);
  }

  async measures(campus: CampusRecord): Promise<ThresholdMeasures> {
    return { imports: (await this.imports.measured(campus.code, MEASURED_IMPORTS)).map(toMeasures) };
  }

  async history(campus: CampusRecord): Promise<ThresholdChange[]> {
    const changes = await this.thresholds.history(campus.code, HISTORY_LIMIT);
    return changes.map((change) => ({ ...change, at: change.at.toISOString() }));
  }
}

function toThreshold(setting: ThresholdSetting): Threshold {
  const { group, label, limit, blocking } = THRESHOLDS[setting.code];
  return { ...setting, group, label, recommended: { limit, blocking } };
}
