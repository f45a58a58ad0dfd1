import { CampusRepository, type Actor, type Database } from '@timetable/persistence';

/** A campus of one establishment with this UAI. */
export async function declareCampusOf(
  database: Database,
  code: string,
  uai: string,
  actor: Actor,
): Promise<void> {
  const name = `Collège ${code}`;
  const proposedYear = { label: '2026-2027', startsOn: '2026-09-01', endsOn: '2027-07-31' };
  await new CampusRepository(database).create(
    {
      code,
      name,
      academicZone: 'B',
      establishments: [{ code: 'clg', uai, name, timeZone: 'Europe/Paris', proposedYear }],
    },
    actor,
  );
}
