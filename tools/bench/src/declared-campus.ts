import {
  CampusRepository,
  DirectoryRepository,
  ThresholdRepository,
  type Actor,
  type Database,
} from '@timetable/persistence';
import { entDirectory, type School } from '@timetable/generator';
import { BENCH_CALENDAR, BENCH_ESTABLISHMENT, BENCH_UAI, NOTHING_BLOCKS } from './bench-school.js';

/** Declares a campus of one establishment, without directory. */
export async function declareCampus(database: Database, code: string, actor: Actor): Promise<void> {
  const name = `Collège ${code}`;
  const establishment = {
    code: BENCH_ESTABLISHMENT,
    uai: BENCH_UAI,
    name,
    timeZone: 'Europe/Paris',
    proposedYear: BENCH_CALENDAR,
  };
  await new CampusRepository(database).create(
    { code, name, academicZone: 'B', establishments: [establishment] },
    actor,
  );
  await new ThresholdRepository(database).save(code, NOTHING_BLOCKS, actor);
}

/** The school's own directory, everybody known. */
export async function loadDirectory(database: Database, campus: string, school: School): Promise<void> {
  const { classes, ...people } = entDirectory(school, { establishment: BENCH_ESTABLISHMENT });
  const establishmentId = `${campus}/${BENCH_ESTABLISHMENT}`;
  await new DirectoryRepository(database).replace(
    campus,
    { ...people, classes: classes.map(({ id, name }) => ({ id, name, establishmentId })) },
    { login: 'bench', at: new Date() },
  );
}
