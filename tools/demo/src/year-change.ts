import type { ImportDetail } from '@timetable/contracts';
import { frenchInteger, yearToOpen } from '@timetable/domain';
import type { School } from '@timetable/generator';
import { expectedLines } from './check-sessions.js';
import { DemoFailure, expectStatus } from './demo-failure.js';
import type { DemoStage } from './demo-stage.js';

/** The next year is prepared: its automatic deposits are refused until somebody has made its first import by hand, while this one goes on. */
export async function changeYear(stage: DemoStage, last: School, next: School): Promise<ImportDetail> {
  const { calendar } = next;
  const known = (await stage.sessions(last.calendar)).length;
  const { startsOn, endsOn } = yearToOpen({ ...last.calendar, state: 'open' });
  // This school's holidays are made up: its own file brings them.
  await stage.api.openSchoolYear(stage.campus, { startsOn, endsOn, closures: [] });
  await expectState(stage, calendar.label, 'awaiting_first_import');
  stage.say(
    `  Année ${calendar.label} ouverte d’avance ; elle attend son premier import, et ${last.calendar.label} continue.`,
  );

  const rejected = await stage.deposit(next);
  expectStatus(rejected, 'rejected');
  if (rejected.messageCode !== 'first_import_required')
    throw new DemoFailure(`Refusé pour une autre raison : ${rejected.message ?? ''}`);
  stage.say(`  ✓ ${rejected.statusLabel}, comme il se doit`);

  const done = await stage.importFirst(next);
  await expectState(stage, calendar.label, 'open');
  await stage.check(calendar, expectedLines(next));
  const kept = (await stage.sessions(last.calendar)).length;
  if (kept !== known)
    throw new DemoFailure(`L’année passée avait ${known} séances, on n’en lit plus que ${kept}.`);
  stage.say(`  ✓ Les ${frenchInteger(kept)} séances de ${last.calendar.label} restent lisibles`);
  return done;
}

/** Of the year in force, or of the one opened for later. */
async function expectState({ api, campus }: DemoStage, label: string, state: string): Promise<void> {
  const { next, ...current } = await api.schoolYear(campus);
  const year = [current, next].find((known) => known?.label === label);
  if (year?.state !== state) {
    throw new DemoFailure(
      `L’année ${label} est ${year?.state ?? 'inconnue'} ; celle en cours : ${current.label}.`,
    );
  }
}
