import { Controller, Get, Inject, Res, ServiceUnavailableException } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import { HealthCheckService, HealthIndicatorService, type HealthCheckResult } from '@nestjs/terminus';
import { Database } from '@timetable/persistence';
import type { FileStore } from '@timetable/storage';
import type { Response } from 'express';
import { Access } from '../auth/access.decorator.js';
import { FILES } from '../ports/ports.module.js';
import { TemporalClient } from '../temporal/temporal.client.js';
import { Metrics } from './metrics.js';

const PROBE_TIMEOUT_MS = 3000;

const ALIVE = { type: 'object', properties: { status: { type: 'string', enum: ['ok'] } } };

const READINESS = {
  type: 'object',
  properties: {
    status: { type: 'string', enum: ['ok', 'error'] },
    details: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        properties: { status: { type: 'string', enum: ['up', 'degraded', 'down'] } },
      },
    },
  },
};

/** For the machine that watches the process: outside `/api`, without authentication, without personal data. */
@ApiTags('État du processus')
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
  @ApiOperation({ summary: 'Le processus répond', security: [] })
  @ApiOkResponse({ schema: ALIVE })
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Ready when it can store a deposit. Without Temporal it still can: imports wait, hence degraded and not down. */
  @Get('readyz')
  @ApiOperation({ summary: 'Chaque dépendance', security: [] })
  @ApiOkResponse({ schema: READINESS })
  @ApiServiceUnavailableResponse({ schema: READINESS })
  async ready(@Res({ passthrough: true }) response: Response): Promise<object> {
    try {
      return await this.#check();
    } catch (error) {
      // Terminus throws its result: it goes out as it is, since it says which dependency is down.
      if (!(error instanceof ServiceUnavailableException)) throw error;
      response.status(error.getStatus());
      const result = error.getResponse();
      return typeof result === 'string' ? { status: result } : result;
    }
  }

  @Get('metrics')
  @ApiOperation({ summary: 'Mesures pour Prometheus', security: [] })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  async prometheus(@Res() response: Response): Promise<void> {
    response.type(this.metrics.contentType).send(await this.metrics.render());
  }

  #check(): Promise<HealthCheckResult> {
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
}
