import { createClock, processStart, readSettings, startRefusal, type Settings } from '@timetable/settings';
import { migrate, openDatabase } from '@timetable/persistence';
import { stopSignal } from '@timetable/runtime';
import { createFileStore } from '@timetable/storage';
import { createApi } from './create-api.js';

async function run(settings: Settings): Promise<void> {
  const database = await openDatabase(settings.DATABASE_URL, { applicationName: 'timetable-api' });
  await migrate(database);
  const app = await createApi({
    settings,
    clock: createClock(settings.CLOCK, processStart()),
    database,
    files: createFileStore(settings.STORAGE_URL, settings),
  });
  const { API_PORT, HOST } = settings;
  await (HOST === undefined ? app.listen(API_PORT) : app.listen(API_PORT, HOST));

  await stopSignal();
  // Requests under way end first; the database closes once nobody uses it.
  await app.close();
  await database.close();
}

try {
  await run(readSettings(process.env));
} catch (error) {
  process.stderr.write(startRefusal(error, 'API_PORT'));
  process.exit(1);
}
