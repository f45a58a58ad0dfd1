import './young-generation.js';
import { readSettings, startRefusal } from '@timetable/settings';

try {
  // Once the young generation is set, also where all of this is bundled.
  const { runDoor } = await import('./run-door.js');
  await runDoor(readSettings(process.env));
} catch (error) {
  // Said here: the guard of the process would keep it alive, listening to nobody.
  process.stderr.write(startRefusal(error, 'DEPOSIT_PORT'));
  process.exit(1);
}
