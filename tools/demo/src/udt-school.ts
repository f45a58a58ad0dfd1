import type { ImportDetail } from '@timetable/contracts';
import { mutate, type School, udtLessons } from '@timetable/generator';
import { expectedAfterChange, linesOf } from './check-sessions.js';
import { SUCCESS, expectStatus } from './demo-failure.js';
import { claimedAt, type DemoStage } from './demo-stage.js';

/** A school beside, which works with UnDeuxTEMPS: the same directory, first import and deposits, from another file. */
export async function importFromUdt(stage: DemoStage, school: School): Promise<ImportDetail[]> {
  stage.chapter('À côté, un petit lycée qui n’utilise pas EDT, mais UnDeuxTEMPS (UDT)');
  await stage.declare(school);
  const first = await stage.importFirst(school);
  const lessons = linesOf(udtLessons(school));
  await stage.check(school.calendar, lessons);
  await stage.openAccount();
  const changed = mutate(school, 'change:2%', 7);
  const second = await stage.deposit(changed);
  expectStatus(second, ...SUCCESS);
  const changedLessons = linesOf(udtLessons(changed));
  await stage.check(school.calendar, expectedAfterChange(lessons, changedLessons, claimedAt(second)));
  return [first, second];
}
