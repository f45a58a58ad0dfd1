import type { ImportDetail } from '@timetable/contracts';
import { frenchInteger } from '@timetable/domain';
import { mutate, type School } from '@timetable/generator';
import { DemoFailure, SUCCESS, expectStatus } from './demo-failure.js';
import type { DemoStage } from './demo-stage.js';

/** An EDT base built afresh numbers everything otherwise: no session is lost, none is made, none changes identity. */
export async function importRenumbered(stage: DemoStage, school: School): Promise<ImportDetail> {
  const before = await identities(stage, school);
  const done = await stage.deposit(mutate(school, 'renumber', 3));
  expectStatus(done, ...SUCCESS);
  const { sessionsCreated = 0, sessionsCancelled = 0 } = done.counts;
  const after = new Set(await identities(stage, school));
  const lost = before.filter((id) => !after.has(id)).length;
  if (sessionsCreated + sessionsCancelled + lost > 0 || after.size !== before.length) {
    throw new DemoFailure(
      `Une base renumérotée a créé ${sessionsCreated} séances et en a annulé ${sessionsCancelled} ; ` +
        `${lost} identifiants sur ${before.length} ne sont plus là.`,
    );
  }
  stage.say(
    `  ✓ 0 séance créée, 0 annulée : les ${frenchInteger(after.size)} séances gardent leur identifiant`,
  );
  return done;
}

async function identities(stage: DemoStage, { calendar }: School): Promise<string[]> {
  return (await stage.sessions(calendar)).map(({ id }) => id);
}
