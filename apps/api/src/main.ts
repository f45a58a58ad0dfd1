import { createClock, processStart, readSettings, startRefusal, type Settings } from '@timetable/settings';
import { migrate, openDatabase, type DatabaseTimeLimits } from '@timetable/persistence';
import { stopSignal } from '@timetable/runtime';
import { createFileStore } from '@timetable/storage';
import { join } from 'node:path';
import { createApi } from './create-api.js';
import { guardApi } from './guard-api.js';

/** Somebody waits for each answer, and gives up after half a minute. */
const TIME_LIMITS: DatabaseTimeLimits = { acquireMs: 5_000, statementMs: 12_000, silenceMs: 15_000 };

async function run(settings: Settings): Promise<void> {
  // First: what is wrong with a setting is told before anything is waited for.
  const files = createFileStore(settings.STORAGE_URL, settings);
  await migrateSchema(settings.DATABASE_URL);
  const database = await openDatabase(settings.DATABASE_URL, {
    applicationName: 'timetable-api',
    timeLimits: TIME_LIMITS,
  });
  // An academy's directory takes minutes: the lock, two that write under it, and one to look something up.
  const unlimitedDatabase = await openDatabase(settings.DATABASE_URL, {
    applicationName: 'timetable-api-directory',
    poolSize: 4,
  });
  const app = await createApi({
    settings,
    clock: createClock(settings.CLOCK, processStart()),
    database,
    unlimitedDatabase,
    files,
    // Beside the bundled program.
    consoleDirectory: join(import.meta.dirname, 'admin'),
  });
  guardApi();
  const { API_PORT, HOST } = settings;
  await (HOST === undefined ? app.listen(API_PORT) : app.listen(API_PORT, HOST));

  await stopSignal();
  // Requests under way end first; the database closes once nobody uses it.
  await app.close();
  await Promise.all([database.close(), unlimitedDatabase.close()]);
}

/** As long as it takes: on connections without time limits. */
async function migrateSchema(url: string): Promise<void> {
  const database = await openDatabase(url, { applicationName: 'timetable-api-migration', poolSize: 2 });
  try {
    await migrate(database);
  } finally {
    await database.close();
  }
}

try {
  await run(readSettings(process.env));
} catch (error) {
  process.stderr.write(startRefusal(error, 'API_PORT'));
  process.exit(1);
}
