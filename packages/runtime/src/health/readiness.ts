import { withinTime } from '../time/within-time.js';

/** Something the process needs. */
export interface Dependency {
  check(): Promise<void>;
  /** The process does its work without it: its absence is shown, and takes no traffic away. */
  readonly isOptional?: boolean;
}

export type DependencyStatus = 'up' | 'degraded' | 'down';

export interface DependencyState {
  readonly status: DependencyStatus;
  /** Code of what is missing, where more is known than that it does not answer. */
  readonly reason?: string;
}

/** What a dependency lacks, by a code that operators read. */
export class NotReady extends Error {
  override readonly name = 'NotReady';

  constructor(readonly reason: string) {
    super(`not ready: ${reason}`);
  }
}

/** Body of `/readyz` of every process. */
export interface ReadinessBody {
  readonly status: 'ok' | 'error';
  readonly details: Readonly<Record<string, DependencyState>>;
}

/** Body of `/healthz` of every process: it answers, whatever it depends on, so that nobody restarts it for others' faults. */
export const ALIVE = { status: 'ok' } as const;

/** What has not answered by then is down: who asks does not wait much longer. */
const CHECK_MS = 3_000;

/** Whether a process can do its work, which is not whether it lives. */
export class Readiness {
  #isStopping = false;

  /** @param dependencies under the names that the answer bears */
  constructor(private readonly dependencies: Readonly<Record<string, Dependency>>) {}

  /** From here on traffic should go elsewhere. */
  stop(): void {
    this.#isStopping = true;
  }

  /** @returns the HTTP status that goes with the body: 200 or 503 */
  async answer(): Promise<{ readonly status: 200 | 503; readonly body: ReadinessBody }> {
    const details = await Promise.all(
      Object.entries(this.dependencies).map(
        async ([name, dependency]) => [name, await stateOf(name, dependency)] as const,
      ),
    );
    const isReady = !this.#isStopping && details.every(([, { status }]) => status !== 'down');
    return {
      status: isReady ? 200 : 503,
      body: { status: isReady ? 'ok' : 'error', details: Object.fromEntries(details) },
    };
  }
}

function stateOf(name: string, dependency: Dependency): Promise<DependencyState> {
  return withinTime(CHECK_MS, name, () => dependency.check()).then(
    () => ({ status: 'up' }),
    (error: unknown) => ({
      status: dependency.isOptional === true ? 'degraded' : 'down',
      ...(error instanceof NotReady && { reason: error.reason }),
    }),
  );
}
