import { ALIVE, type Readiness } from '@timetable/runtime';
import type { Answer } from '../http/answer.js';
import type { DoorMetrics } from './door-metrics.js';

const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' };

/** `/healthz`: this process answers. `/readyz`: so does what it needs. `/metrics`: for Prometheus. */
export class DoorHealthController {
  constructor(
    private readonly readiness: Pick<Readiness, 'answer' | 'stop'>,
    private readonly metrics: Pick<DoorMetrics, 'contentType' | 'render'>,
  ) {}

  /** From here on traffic should go elsewhere. */
  stop(): void {
    this.readiness.stop();
  }

  /** @returns undefined when the path is none of ours */
  answer(segments: readonly string[]): Promise<Answer> | undefined {
    switch (segments.join('/')) {
      case 'healthz':
        return Promise.resolve(json(200, ALIVE));
      case 'readyz':
        return this.readiness.answer().then(({ status, body }) => json(status, body));
      case 'metrics':
        return this.#figures();
      default:
        return undefined;
    }
  }

  async #figures(): Promise<Answer> {
    return {
      status: 200,
      headers: { 'Content-Type': this.metrics.contentType },
      body: await this.metrics.render(),
    };
  }
}

const json = (status: number, body: object): Answer => ({
  status,
  headers: JSON_TYPE,
  body: JSON.stringify(body),
});
