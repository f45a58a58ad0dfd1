import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@timetable/settings';
import type { Threshold, ThresholdChange, ThresholdsBody, User } from '@timetable/contracts';
import { THRESHOLDS } from '@timetable/domain';
import { ThresholdRepository, type CampusRecord } from '@timetable/persistence';
import { CLOCK } from '../ports/ports.module.js';

const HISTORY_LIMIT = 200;

@Injectable()
export class ThresholdsService {
  constructor(
    private readonly thresholds: ThresholdRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(campus: CampusRecord): Promise<Threshold[]> {
    const settings = await this.thresholds.list(campus.code);
    return settings.map((setting) => {
      const { group, label, limit, blocking } = THRESHOLDS[setting.code];
      return { ...setting, group, label, recommended: { limit, blocking } };
    });
  }

  async save(campus: CampusRecord, body: ThresholdsBody, user: User): Promise<Threshold[]> {
    await this.thresholds.save(
      campus.code,
      body.map(({ code, limit, blocking, minCount }) => ({
        code,
        limit,
        blocking,
        ...(minCount === null || minCount === undefined ? {} : { minCount }),
      })),
      { login: user.login, at: this.clock.now() },
    );
    return this.list(campus);
  }

  async history(campus: CampusRecord): Promise<ThresholdChange[]> {
    const changes = await this.thresholds.history(campus.code, HISTORY_LIMIT);
    return changes.map((change) => ({ ...change, at: change.at.toISOString() }));
  }
}
