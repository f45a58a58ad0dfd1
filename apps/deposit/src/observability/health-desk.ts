import type { Answer } from '../http/answer.js';
import { withinTime } from '../within-time.js';
import type { Metrics } from './metrics.js';

/** Something the door cannot work without. */
export interface Dependency {
  check(): Promise<void>;
}

/** What has not answered by then is failing: who asks does not wait much longer. */
const CHECK_MS = 5_000;
const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' };

type State = 'ok' | 'failing';

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
    const states = await Promise.all(
      Object.entries(this.dependencies).map(async ([name, dependency]): Promise<[string, State]> => [
        name,
        await stateOf(name, dependency),
      ]),
    );
    const isReady = !this.#isStopping && states.every(([, state]) => state === 'ok');
    return {
      status: isReady ? 200 : 503,
      headers: JSON_TYPE,
      body: JSON.stringify({
        status: isReady ? 'ok' : 'unavailable',
        dependencies: Object.fromEntries(states),
      }),
    };
  }
}

function stateOf(name: string, dependency: Dependency): Promise<State> {
  return withinTime(dependency.check(), CHECK_MS, name).then(
    () => 'ok',
    () => 'failing',
  );
}
