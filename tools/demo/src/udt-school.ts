import type { ImportDetail } from '@timetable/contracts';
import { mutate, type School, udtLessons } from '@timetable/generator';
import { expectedAfterChange, linesOf } from './check-sessions.js';
import { SUCCESS, expectStatus } from './demo-failure.js';
import { claimedAt, type DemoStage } from './demo-stage.js';

/**
 * A school beside, which works with UnDeuxTEMPS: the same directory, first import and deposits, from another file.
 * @param isRunning whether lessons of its year are to come, so that a change of them shows
 */
export async function importFromUdt(
  stage: DemoStage,
  school: School,
  isRunning: boolean,
): Promise<ImportDetail[]> {
  stage.chapter('À côté, un petit lycée qui n’utilise pas EDT, mais UnDeuxTEMPS (UDT)');
  await stage.declare(school);
  const first = await stage.importFirst(school);
  const lessons = linesOf(udtLessons(school));
  await stage.check(school.calendar, lessons);
  if (!isRunning) return [first];
  await stage.openAccount();
  const changed = mutate(school, 'change:2%', 7);
  const second = await stage.deposit(changed);
  expectStatus(second, ...SUCCESS);
  const changedLessons = linesOf(udtLessons(changed));
  await stage.check(school.calendar, expectedAfterChange(lessons, changedLessons, claimedAt(second)));
  return [first, second];
}
