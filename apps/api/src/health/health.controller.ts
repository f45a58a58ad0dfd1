import { Controller, Get, Inject, Res } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import { Database } from '@timetable/persistence';
import { ALIVE, Readiness, type ReadinessBody } from '@timetable/runtime';
import type { FileStore } from '@timetable/storage';
import { checkTemporal, TemporalClient } from '@timetable/temporal';
import type { Response } from 'express';
import { Access } from '../auth/access.decorator.js';
import { FILES } from '../ports/ports.module.js';
import { ApiMetrics } from './api-metrics.js';

const ALIVE_SCHEMA = { type: 'object', properties: { status: { type: 'string', enum: ['ok'] } } };

const READINESS_SCHEMA = {
  type: 'object',
  properties: {
    status: { type: 'string', enum: ['ok', 'error'] },
    details: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        properties: {
          status: { type: 'string', enum: ['up', 'degraded', 'down'] },
          reason: { type: 'string' },
        },
      },
    },
  },
};

/** For the machine that watches the process: outside `/api`, without authentication, without personal data. */
@ApiTags('État du processus')
@Access('public')
@Controller()
export class HealthController {
  readonly #readiness: Readiness;

  constructor(
    database: Database,
    temporal: TemporalClient,
    private readonly metrics: ApiMetrics,
    @Inject(FILES) files: FileStore,
  ) {
    this.#readiness = new Readiness({
      database,
      storage: files,
      temporal: { check: () => checkTemporal(temporal), isOptional: true },
    });
  }

  /** Alive: the process answers. Says nothing of what it depends on, so that it is not restarted for others' faults. */
  @Get('healthz')
  @ApiOperation({ summary: 'Le processus répond', security: [] })
  @ApiOkResponse({ schema: ALIVE_SCHEMA })
  alive(): typeof ALIVE {
    return ALIVE;
  }

  /** Ready when it can store a deposit. Without Temporal it still can: imports wait, hence degraded and not down. */
  @Get('readyz')
  @ApiOperation({ summary: 'Chaque dépendance', security: [] })
  @ApiOkResponse({ schema: READINESS_SCHEMA })
  @ApiServiceUnavailableResponse({ schema: READINESS_SCHEMA })
  async ready(@Res({ passthrough: true }) response: Response): Promise<ReadinessBody> {
    const { status, body } = await this.#readiness.answer();
    response.status(status);
    return body;
  }

  @Get('metrics')
  @ApiOperation({ summary: 'Mesures pour Prometheus', security: [] })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  async prometheus(@Res() response: Response): Promise<void> {
    response.type(this.metrics.contentType).send(await this.metrics.render());
  }
}
