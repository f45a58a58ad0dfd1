import './young-generation.js';
import 'reflect-metadata';
import { readSettings, startRefusal } from '@timetable/settings';
import { runDoor } from './run-door.js';

try {
  await runDoor(readSettings(process.env));
} catch (error) {
  // Said here: the guard of the process would keep it alive, listening to nobody.
  process.stderr.write(startRefusal(error, 'DEPOSIT_PORT'));
  process.exit(1);
}
