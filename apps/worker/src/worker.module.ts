import { Module, type DynamicModule, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { createImportActivities, createMaintenanceActivities } from '@timetable/activities';
import { retentionDays, type Clock, type Settings } from '@timetable/settings';
import { OrphanSweeper, Retention, SourceRetention } from '@timetable/deposits';
import type { NotificationChannel } from '@timetable/notifications';
import {
  CurrentStateRepository,
  Database,
  DepositRepository,
  ImportRepository,
  NotificationRepository,
  OutboxRepository,
  PlanRepository,
  RetentionReader,
  RetentionRepository,
  SourceRetentionRepository,
  StagingRepository,
} from '@timetable/persistence';
import type { FileStore } from '@timetable/storage';
import { PartnerKeyFolder } from '@timetable/partner-keys';
import { TemporalClient } from '@timetable/temporal';
import type { Logger } from 'pino';
import { BackgroundJobs } from './background-jobs.js';
import { HealthServer } from './health/health-server.js';
import { WorkerMetrics } from './health/worker-metrics.js';
import { NotificationRelay } from './notifications/notification-relay.js';
import { OutboxRelay } from './relay/outbox-relay.js';
import { Sweeper } from './sweeper/sweeper.js';
import { TemporalWatch } from './temporal/temporal-watch.js';
import { ACTIVITIES, CHANNELS, WORKER_CLOCK, WORKER_FILES, LOG, WORKER_SETTINGS } from './tokens.js';
import { WorkerHost, type WorkerActivities } from './worker-host.js';

/** What the worker is given when it starts; the rest is wired here. */
export interface WorkerParts {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Logger;
  readonly database: Database;
  readonly files: FileStore;
  readonly partnerKeys: PartnerKeyFolder;
  readonly channels: readonly NotificationChannel[];
  readonly sdkMetricsUrl: string;
}

/** Closes what everything else uses, after it: Nest calls this hook once the drain is over. */
class Closing implements OnApplicationShutdown {
  constructor(
    private readonly database: Database,
    private readonly temporal: TemporalClient,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.temporal.close();
    await this.database.close();
  }
}

const PROVIDERS: readonly Provider[] = [
  {
    provide: ACTIVITIES,
    useFactory: (
      settings: Settings,
      clock: Clock,
      database: Database,
      files: FileStore,
      partnerKeys: PartnerKeyFolder,
      channels: readonly NotificationChannel[],
      retention: Retention,
    ): WorkerActivities => ({
      ...createImportActivities({
        ledger: new ImportRepository(database),
        current: new CurrentStateRepository(database),
        plans: new PlanRepository(database),
        files,
        clock,
        maxXmlBytes: settings.MAX_XML_BYTES,
        partnerKeys,
        depositPublicUrl: settings.DEPOSIT_PUBLIC_URL,
        channels: channels.map(({ name, reaches }) => ({ name, reaches })),
      }),
      ...createMaintenanceActivities({
        retention,
        orphans: new OrphanSweeper(files, new DepositRepository(database)),
        staging: new StagingRepository(database),
      }),
    }),
    inject: [WORKER_SETTINGS, WORKER_CLOCK, Database, WORKER_FILES, PartnerKeyFolder, CHANNELS, Retention],
  },
  {
    provide: Retention,
    useFactory: (
      settings: Settings,
      clock: Clock,
      database: Database,
      files: FileStore,
      log: Logger,
    ): Retention => {
      const days = retentionDays(settings);
      const sources = new SourceRetentionRepository(database);
      return new Retention({
        retention: new RetentionRepository(database),
        sources: new SourceRetention(sources, files, clock, days.sources),
        ...{ days, clock, log },
      });
    },
    inject: [WORKER_SETTINGS, WORKER_CLOCK, Database, WORKER_FILES, LOG],
  },
  {
    provide: TemporalClient,
    useFactory: (settings: Settings) => new TemporalClient(settings),
    inject: [WORKER_SETTINGS],
  },
  {
    provide: OutboxRepository,
    useFactory: (database: Database) => new OutboxRepository(database),
    inject: [Database],
  },
  {
    provide: OutboxRelay,
    useFactory: (settings: Settings, outbox: OutboxRepository, temporal: TemporalClient, log: Logger) =>
      new OutboxRelay(outbox, temporal, settings.IMPORTS_AT_ONCE, log),
    inject: [WORKER_SETTINGS, OutboxRepository, TemporalClient, LOG],
  },
  {
    provide: TemporalWatch,
    useFactory: (temporal: TemporalClient, log: Logger) => new TemporalWatch(temporal, log),
    inject: [TemporalClient, LOG],
  },
  {
    provide: Sweeper,
    useFactory: (database: Database, temporal: TemporalClient, clock: Clock, log: Logger) =>
      new Sweeper(new ImportRepository(database), temporal, clock, log),
    inject: [Database, TemporalClient, WORKER_CLOCK, LOG],
  },
  {
    provide: NotificationRelay,
    useFactory: (database: Database, channels: readonly NotificationChannel[], log: Logger) =>
      new NotificationRelay(new NotificationRepository(database), channels, log),
    inject: [Database, CHANNELS, LOG],
  },
  {
    provide: Closing,
    useFactory: (database: Database, temporal: TemporalClient) => new Closing(database, temporal),
    inject: [Database, TemporalClient],
  },
  WorkerHost,
  BackgroundJobs,
  HealthServer,
];

@Module({})
export class WorkerModule {
  static forRoot({
    settings,
    clock,
    log,
    database,
    files,
    partnerKeys,
    channels,
    sdkMetricsUrl,
  }: WorkerParts): DynamicModule {
    return {
      module: WorkerModule,
      providers: [
        { provide: WORKER_SETTINGS, useValue: settings },
        { provide: WORKER_CLOCK, useValue: clock },
        { provide: LOG, useValue: log },
        { provide: Database, useValue: database },
        { provide: WORKER_FILES, useValue: files },
        { provide: PartnerKeyFolder, useValue: partnerKeys },
        { provide: CHANNELS, useValue: channels },
        {
          provide: WorkerMetrics,
          useFactory: (
            host: WorkerHost,
            temporal: TemporalWatch,
            sweeper: Sweeper,
            outbox: OutboxRepository,
          ) =>
            new WorkerMetrics({
              host,
              temporal,
              sweeper,
              database,
              outbox,
              notifications: new NotificationRepository(database),
              retention: new RetentionReader(database),
              sdkMetricsUrl,
            }),
          inject: [WorkerHost, TemporalWatch, Sweeper, OutboxRepository],
        },
        ...PROVIDERS,
      ],
    };
  }
}
