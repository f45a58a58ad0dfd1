import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HealthCheckService, HealthIndicatorService, type HealthCheckResult } from '@nestjs/terminus';
import { Database } from '@timetable/persistence';
import type { FileStore } from '@timetable/storage';
import type { Response } from 'express';
import { Access } from '../auth/access.decorator.js';
import { FILES } from '../ports/ports.module.js';
import { TemporalClient } from '../temporal/temporal.client.js';
import { Metrics } from './metrics.js';

const PROBE_TIMEOUT_MS = 3000;

/** For the machine that watches the process: outside `/api`, without authentication, without personal data. */
@ApiExcludeController()
@Access('public')
@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly database: Database,
    private readonly temporal: TemporalClient,
    private readonly metrics: Metrics,
    @Inject(FILES) private readonly files: FileStore,
  ) {}

  /** Alive: the process answers. Says nothing of what it depends on, so that it is not restarted for others' faults. */
  @Get('healthz')
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Ready when it can store a deposit. Without Temporal it still can: imports wait, hence degraded and not down. */
  @Get('readyz')
  ready(): Promise<HealthCheckResult> {
    const of = (name: string) => this.indicators.check(name);
    return this.health.check([
      () =>
        of('database')
          .attempt(() => this.database.check())
          .withTimeout(PROBE_TIMEOUT_MS),
      () =>
        of('storage')
          .attempt(() => this.files.check())
          .withTimeout(PROBE_TIMEOUT_MS),
      async () =>
        (await this.temporal.isReachable())
          ? of('temporal').up()
          : of('temporal').degraded('Temporal does not answer: imports wait.'),
    ]);
  }

  @Get('metrics')
  async prometheus(@Res() response: Response): Promise<void> {
    response.type(this.metrics.contentType).send(await this.metrics.render());
  }
}
