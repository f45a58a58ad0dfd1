import type { Answer } from '../http/answer.js';
import type { Metrics } from './metrics.js';

/** Something the door cannot work without. */
export interface Dependency {
  check(): Promise<void>;
}

const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' };

/** `/healthz`: this process answers. `/readyz`: so does what it needs. `/metrics`: for Prometheus. */
export class HealthDesk {
  #isStopping = false;

  constructor(
    private readonly dependencies: Readonly<Record<string, Dependency>>,
    private readonly metrics: Metrics,
  ) {}

  /** From here on traffic should go elsewhere. */
  stop(): void {
    this.#isStopping = true;
  }

  /** @returns undefined when the path is none of ours */
  answer(segments: readonly string[]): Promise<Answer> | undefined {
    switch (segments.join('/')) {
      case 'healthz':
        return Promise.resolve({ status: 200, headers: JSON_TYPE, body: '{"status":"ok"}' });
      case 'readyz':
        return this.#ready();
      case 'metrics':
        return this.metrics.answer();
      default:
        return undefined;
    }
  }

  async #ready(): Promise<Answer> {
    const states: Record<string, string> = {};
    for (const [name, dependency] of Object.entries(this.dependencies)) {
      states[name] = await dependency.check().then(
        () => 'ok',
        () => 'failing',
      );
    }
    const isReady = !this.#isStopping && Object.values(states).every((state) => state === 'ok');
    return {
      status: isReady ? 200 : 503,
      headers: JSON_TYPE,
      body: JSON.stringify({ status: isReady ? 'ok' : 'unavailable', dependencies: states }),
    };
  }
}
