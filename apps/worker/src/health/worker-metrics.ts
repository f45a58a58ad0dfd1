import type {
  Database,
  NotificationRepository,
  OutboxRepository,
  RetentionReader,
} from '@timetable/persistence';
import { measureDatabase, measureOutbox, Metrics, sharedReading } from '@timetable/runtime';
import type { Sweeper } from '../sweeper/sweeper.js';
import type { TemporalWatch } from '../temporal/temporal-watch.js';
import type { WorkerHost } from '../worker-host.js';

export interface WorkerFigures {
  readonly host: Pick<WorkerHost, 'isRunning'>;
  readonly temporal: Pick<TemporalWatch, 'states'>;
  readonly sweeper: Pick<Sweeper, 'failingCampuses' | 'replacedCoordinators'>;
  readonly database: Pick<Database, 'connections'>;
  readonly outbox: Pick<OutboxRepository, 'backlog'>;
  readonly notifications: Pick<NotificationRepository, 'backlog'>;
  readonly retention: Pick<RetentionReader, 'runs'>;
  /** Where the Temporal SDK serves its own metrics. */
  readonly sdkMetricsUrl: string;
}

const SDK_TIMEOUT_MS = 1_000;

/** Figures of one worker, of what waits to be relayed, and of the Temporal SDK. */
export class WorkerMetrics extends Metrics {
  readonly #sdkMetricsUrl: string;

  constructor(figures: WorkerFigures) {
    const { host, temporal, sweeper, database, outbox, notifications, retention, sdkMetricsUrl } = figures;
    super();
    this.#sdkMetricsUrl = sdkMetricsUrl;
    this.gauge('worker_running', 'Whether the Temporal worker polls.', () => (host.isRunning ? 1 : 0));
    this.gaugeBy(
      'state',
      'temporal_state',
      'Temporal as imports need it: 1 for what is so. Anything but `ready` keeps imports from starting.',
      () => temporal.states(),
    );
    measureDatabase(this, () => database.connections());
    measureOutbox(this, () => outbox.backlog());
    this.gauge(
      'campuses_not_swept',
      'Campuses whose imports under way could not be looked after.',
      () => sweeper.failingCampuses,
    );
    this.gauge(
      'coordinators_replaced',
      'Coordinators of campuses that started nothing and were replaced, since this worker began.',
      () => sweeper.replacedCoordinators,
    );
    this.gaugeBy(
      'state',
      'notifications',
      'Notifications that wait for their channel or their hour, and those refused for good in the last 30 days.',
      async () => ({ ...(await notifications.backlog()) }),
    );
    const runs = sharedReading(() => retention.runs());
    this.gaugeBy(
      'kind',
      'retention_deleted',
      'Rows, files, plans and imports that retention has deleted in all, by kind.',
      async () => Object.fromEntries((await runs()).map(({ kind, deletedTotal }) => [kind, deletedTotal])),
    );
    this.gaugeBy(
      'kind',
      'retention_run_timestamp_seconds',
      'When each kind of retention last ran to its end, in seconds since 1970.',
      async () => Object.fromEntries((await runs()).map(({ kind, ranAt }) => [kind, ranAt.getTime() / 1000])),
    );
  }

  override async render(): Promise<string> {
    const [own, sdk] = await Promise.all([super.render(), this.#sdkMetrics()]);
    return `${own}\n${sdk}`;
  }

  async #sdkMetrics(): Promise<string> {
    try {
      const answer = await fetch(this.#sdkMetricsUrl, { signal: AbortSignal.timeout(SDK_TIMEOUT_MS) });
      return await answer.text();
    } catch {
      return '';
    }
  }
}
