import type { ImportDetail } from '@timetable/contracts';
import { mutate, type School } from '@timetable/generator';
import { expectedAfterChange, expectedLines } from './check-sessions.js';
import { SUCCESS, expectStatus } from './demo-failure.js';
import { claimedAt, type DemoStage } from './demo-stage.js';
import { approveReorganisation, refuseIncompleteExport } from './held-exports.js';
import { importRenumbered } from './renumbered-export.js';

/**
 * What EDT pushes over WebDAV once the year's first import is made: a change, an export without half of the classes, a base
 * built afresh, a wanted reorganisation.
 * @param mailsUrl where the sink shows its mails; undefined when they go to a real server
 */
export async function pushExports(
  stage: DemoStage,
  first: School,
  mailsUrl: string | undefined,
): Promise<ImportDetail[]> {
  const { calendar } = first;
  const changed = mutate(first, 'change:1%', 7);

  stage.chapter('L’emploi du temps change dans EDT, qui dépose son export par WebDAV');
  const second = await stage.deposit(changed);
  expectStatus(second, ...SUCCESS);
  const afterChange = expectedAfterChange(expectedLines(first), expectedLines(changed), claimedAt(second));
  await stage.check(calendar, afterChange);

  stage.chapter('Un export où la moitié des classes manque : arrêté avant toute écriture, puis écarté');
  const refused = await refuseIncompleteExport(stage, mutate(changed, 'drop-classes:50%', 7), mailsUrl);

  stage.chapter('Le bon export, d’une base EDT reconstruite : tout y est renuméroté, rien ne se perd');
  const renumbered = await importRenumbered(stage, changed);

  stage.chapter('Une réorganisation voulue : arrêtée de même, puis intégrée');
  const reorganised = mutate(changed, 'drop-services:60%', 8);
  const approved = await approveReorganisation(stage, reorganised);
  await stage.check(
    calendar,
    expectedAfterChange(afterChange, expectedLines(reorganised), claimedAt(approved)),
  );
  return [second, refused, renumbered, approved];
}
