import { NestFactory } from '@nestjs/core';
import {
  createClock,
  InvalidSettings,
  processStart,
  readSettings,
  startRefusal,
  type Settings,
} from '@timetable/settings';
import { createChannels } from '@timetable/notifications';
import { migrate, openDatabase, type Database } from '@timetable/persistence';
import { createLogger, endBy, reasonOf, retryUntilUp, stopSignal } from '@timetable/runtime';
import { PartnerKeyFolder, PartnerKeyUnusable } from '@timetable/partner-keys';
import { createFileStore } from '@timetable/storage';
import type { Logger } from 'pino';
import { NestLogger } from './lifecycle/nest-logger.js';
import { installRuntime } from './temporal/install-runtime.js';
import { ACTIVITY_SLOTS, LOCAL_ACTIVITY_SLOTS, WorkerHost } from './worker-host.js';
import { WorkerModule } from './worker.module.js';

/** Relay, mails, sweeper and health, beside the activities. */
const OTHER_CONNECTIONS = 5;

async function run(settings: Settings, log: Logger): Promise<void> {
  // First: what is wrong with a setting is told before anything is waited for.
  const files = createFileStore(settings.STORAGE_URL, settings);
  const partnerKeys = await openPartnerKeys(settings, log);
  const { metricsUrl } = await installRuntime(log);
  const database = await openWhenUp(settings, log);
  await migrate(database);
  const module = WorkerModule.forRoot({
    settings,
    log,
    database,
    clock: createClock(settings.CLOCK, processStart()),
    files,
    partnerKeys,
    channels: createChannels(settings),
    sdkMetricsUrl: metricsUrl,
  });
  const app = await NestFactory.createApplicationContext(module, {
    logger: new NestLogger(log),
    abortOnError: false,
  });
  try {
    const signal = await Promise.race([stopSignal(), app.get(WorkerHost).finished]);
    // Drains, then closes what it used.
    await app.close();
    // The SDK's native threads may outlive what they served: the process does not end by itself.
    if (signal !== undefined) endBy(signal);
  } catch (error) {
    // The worker cannot be run again: whatever supervises the process restarts it.
    log.fatal({ reason: reasonOf(error) }, 'the Temporal worker has failed');
    await app.close();
    process.exitCode = 1;
  }
}

/** Read anew on SIGHUP, so that a key is added without stopping imports; an unusable one leaves those there were. */
async function openPartnerKeys(settings: Settings, log: Logger): Promise<PartnerKeyFolder> {
  const keys = await PartnerKeyFolder.open(settings.PARTNER_KEYS, settings.PARTNER_KEYS_PASSPHRASE).catch(
    (error: unknown) => {
      if (!(error instanceof PartnerKeyUnusable)) throw error;
      throw new InvalidSettings(`PARTNER_KEYS: ${error.message}`, { cause: error });
    },
  );
  process.on('SIGHUP', () => {
    keys.reload().then(
      () => {
        log.info({ partners: keys.partners }, 'partner keys read anew');
      },
      (error: unknown) => {
        log.error({ reason: reasonOf(error) }, 'partner keys could not be read anew, those before stay');
      },
    );
  });
  return keys;
}

async function openWhenUp(settings: Settings, log: Logger): Promise<Database> {
  const open = async (): Promise<Database> => {
    const database = await openDatabase(settings.DATABASE_URL, {
      poolSize: ACTIVITY_SLOTS + LOCAL_ACTIVITY_SLOTS + OTHER_CONNECTIONS,
      applicationName: 'timetable-worker',
    });
    try {
      await database.check();
      return database;
    } catch (error) {
      await database.close();
      throw error;
    }
  };
  // Never aborted: until the context exists a signal ends the process at once, and nothing is under way.
  const database = await retryUntilUp('PostgreSQL', open, { log, signal: new AbortController().signal });
  if (database === undefined) throw new Error('unreachable');
  return database;
}

try {
  const settings = readSettings(process.env);
  await run(settings, createLogger({ level: settings.LOG_LEVEL, name: 'worker' }));
} catch (error) {
  process.stderr.write(startRefusal(error, 'WORKER_PORT'));
  process.exit(1);
}
