import type { ImportDetail, Session } from '@timetable/contracts';
import { frenchInteger } from '@timetable/domain';
import type { School } from '@timetable/generator';
import { DemoFailure, expectStatus } from './demo-failure.js';
import type { DemoStage } from './demo-stage.js';
import { mailAbout } from './sink-mails.js';

const SHOWN_DIFFERENCES = 4;

/**
 * An export of which half of the classes are missing is stopped before any write: the depositor reads it in a mail, the
 * manager sees what would happen and the plan, and refuses.
 * @param mailsUrl where the sink shows its mails; undefined when they go to a real server, and cannot be read here
 */
export async function refuseIncompleteExport(
  stage: DemoStage,
  incomplete: School,
  mailsUrl: string | undefined,
): Promise<ImportDetail> {
  const before = await stage.sessions(incomplete.calendar);
  const held = await depositHeld(stage, incomplete);
  if (mailsUrl !== undefined) {
    const { to, subject, text } = await mailAbout(mailsUrl, held.fileName, 'décision attendue');
    stage.say(`  Courriel à ${to.join(', ')} : « ${subject} »`);
    for (const line of text.trim().split('\n')) stage.say(`    │ ${line}`);
  }
  await showPlan(stage, held);
  stage.say('  La moitié du collège a été oubliée dans EDT : la gestionnaire écarte cet import.');
  await stage.api.refuse(held.id, 'Export incomplet');
  const refused = await stage.api.import(held.id);
  expectStatus(refused, 'refused');
  const changed = differences(before, await stage.sessions(incomplete.calendar));
  if (changed > 0) throw new DemoFailure(`${changed} séances ont changé par un import écarté.`);
  stage.say(`  ✓ ${refused.statusLabel} : les ${frenchInteger(before.length)} séances sont telles qu’avant`);
  return refused;
}

/** The same, but wanted this time. @returns the import, applied */
export async function approveReorganisation(stage: DemoStage, reorganised: School): Promise<ImportDetail> {
  const held = await depositHeld(stage, reorganised);
  stage.say('  C’est voulu : la gestionnaire choisit « Intégrer quand même », pour ce plan seulement.');
  return stage.approve(held);
}

async function depositHeld(stage: DemoStage, school: School): Promise<ImportDetail> {
  const held = await stage.deposit(school);
  expectStatus(held, 'held');
  stage.say(`  ${held.statusLabel} : rien n’a été écrit.`);
  return held;
}

async function showPlan({ api, say }: DemoStage, { id }: ImportDetail): Promise<void> {
  const rows = await api.plan(id, 'service', 'deleted', SHOWN_DIFFERENCES);
  if (rows.length === 0) throw new DemoFailure('Le plan ne montre aucun service supprimé.');
  say('  Le plan, à lire avant de décider :');
  for (const { label } of rows) say(`    service supprimé : ${label}`);
  say('    …');
}

/** How many sessions are not word for word what they were. */
function differences(before: readonly Session[], after: readonly Session[]): number {
  const known = new Map(before.map((session) => [session.id, JSON.stringify(session)]));
  const same = after.filter((session) => known.get(session.id) === JSON.stringify(session)).length;
  return Math.max(before.length, after.length) - same;
}
