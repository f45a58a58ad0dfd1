import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Settings } from '@timetable/settings';
import { Database } from '@timetable/persistence';
import { ALIVE, CLIENT_TIME_LIMITS, ClientConnections, Readiness } from '@timetable/runtime';
import type { FileStore } from '@timetable/storage';
import { checkTemporal, TemporalClient } from '@timetable/temporal';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { LOG, WORKER_FILES, WORKER_SETTINGS } from '../tokens.js';
import { WorkerHost } from '../worker-host.js';
import { WorkerMetrics } from './worker-metrics.js';

/** Of what watches: a probe, a collector of figures, a person. */
const MOST_CONNECTIONS = 100;

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/**
 * What watches the worker: `/healthz` says that the process lives, whatever it depends on; `/readyz` that imports go
 * through; `/metrics` is for Prometheus. Nothing personal, no authentication: not to be published.
 */
@Injectable()
export class HealthServer implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #server = createServer();

  readonly #readiness: Readiness;

  constructor(
    @Inject(WORKER_SETTINGS) private readonly settings: Settings,
    @Inject(LOG) private readonly log: Logger,
    host: WorkerHost,
    database: Database,
    temporal: TemporalClient,
    @Inject(WORKER_FILES) files: FileStore,
    private readonly metrics: WorkerMetrics,
  ) {
    this.#readiness = new Readiness({
      database,
      storage: files,
      temporal: { check: () => checkTemporal(temporal) },
      worker: host,
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    const connections = new ClientConnections(this.#server, CLIENT_TIME_LIMITS, MOST_CONNECTIONS);
    this.#server.on('request', (request, response) => {
      connections.take(request, response, () => void this.#respond(request, response));
    });
    this.#server.listen(this.settings.WORKER_PORT, this.settings.HOST);
    await once(this.#server, 'listening');
    this.log.info({ port: this.port }, 'health and metrics served');
  }

  async onApplicationShutdown(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get port(): number | undefined {
    const address: AddressInfo | string | null = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : undefined;
  }

  async #respond({ url = '' }: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, type, body } = await this.#answerTo(url).catch(() => json(500, { status: 'error' }));
    response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body);
  }

  async #answerTo(url: string): Promise<Answer> {
    switch (url) {
      case '/healthz':
        return json(200, ALIVE);
      case '/readyz':
        return this.#ready();
      case '/metrics':
        return { status: 200, type: this.metrics.contentType, body: await this.metrics.render() };
      default:
        return json(404, { status: 'not found' });
    }
  }

  async #ready(): Promise<Answer> {
    const { status, body } = await this.#readiness.answer();
    return json(status, body);
  }
}

const json = (status: number, body: object): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
});
