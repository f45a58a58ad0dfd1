import { BaseRepository } from '@timetable/persistence';
import type { ImportContent, ImportScenario } from './import-scenario.js';

/** An import stopped before any write, as a blocking threshold leaves it; its plan is up to date. */
export async function holdImport(
  scenario: ImportScenario,
  content: ImportContent = {},
): Promise<{ readonly importId: string; readonly planHash: string }> {
  const run = await scenario.begin();
  return { importId: run.importId, planHash: await holdRound(scenario, run.importId, 1, content) };
}

/** What the worker does with a round of that import: plans it again and holds it. Answers the plan's hash. */
export async function holdRound(
  scenario: ImportScenario,
  importId: string,
  round: number,
  content: ImportContent = {},
): Promise<string> {
  const run = await scenario.takeCharge(importId, round);
  const { digest } = await scenario.plan(run, content);
  const bases = new BaseRepository(scenario.database);
  const inputs = await bases.inputVersions(scenario.campusCode);
  const base = await bases.baseVersions(scenario.target());
  await scenario.database.sql.run('UPDATE import SET plan_versions = $2 WHERE id = $1', [
    importId,
    `${inputs}|${base}`,
  ]);
  await scenario.imports.conclude(
    run,
    {
      outcome: 'held',
      messageCode: 'blocking_threshold',
      message: 'Un seuil bloquant est dépassé.',
      nextActor: 'manager',
    },
    scenario.now,
  );
  return digest;
}
