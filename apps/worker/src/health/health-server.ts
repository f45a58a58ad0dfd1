import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Settings } from '@timetable/settings';
import { Database } from '@timetable/persistence';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { LOG, SETTINGS } from '../tokens.js';
import { WorkerHost } from '../worker-host.js';
import { WorkerMetrics } from './worker-metrics.js';

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
  readonly #server = createServer((request, response) => void this.#respond(request, response));

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOG) private readonly log: Logger,
    private readonly host: WorkerHost,
    private readonly database: Database,
    private readonly metrics: WorkerMetrics,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.#server.listen(this.settings.WORKER_PORT);
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
        return json(200, { status: 'ok' });
      case '/readyz':
        return this.#readiness();
      case '/metrics':
        return { status: 200, type: this.metrics.contentType, body: await this.metrics.render() };
      default:
        return json(404, { status: 'not found' });
    }
  }

  async #readiness(): Promise<Answer> {
    const database = await this.database.check().then(
      () => 'up',
      () => 'down',
    );
    const worker = this.host.isRunning ? 'up' : 'down';
    const isReady = database === 'up' && worker === 'up';
    return json(isReady ? 200 : 503, { status: isReady ? 'ok' : 'error', details: { database, worker } });
  }
}

const json = (status: number, body: object): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
});
