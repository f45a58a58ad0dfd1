import type { School } from '@timetable/generator';
import type { Database } from '@timetable/persistence';
import { declareCampus, loadDirectory } from './declared-campus.js';
import { BENCH_CALENDAR } from './bench-school.js';

/** A campus among very many: as `BenchCampus.open` leaves it, but that no import has opened its year. */
export async function openFleetCampus(database: Database, code: string, school: School): Promise<void> {
  const at = new Date();
  await declareCampus(database, code, { login: 'bench', at });
  await loadDirectory(database, code, school);
  await database.query
    .updateTable('schoolYear')
    .set({ state: 'open', openedAt: at })
    .where('establishmentId', 'like', `${code}/%`)
    .where('label', '=', BENCH_CALENDAR.label)
    .execute();
}
