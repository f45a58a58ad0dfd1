import { CurrentStateRepository } from '@timetable/persistence';
import type { ImportContent, ImportScenario } from './import-scenario.js';

/** An import stopped before any write, as a blocking threshold leaves it; its plan is up to date. */
export async function holdImport(
  scenario: ImportScenario,
  content: ImportContent = {},
): Promise<{ readonly importId: string; readonly planHash: string }> {
  const run = await scenario.begin();
  return { importId: run.importId, planHash: await holdAttempt(scenario, run.importId, 1, content) };
}

/** What the worker does with an attempt of that import: plans it again and holds it. Answers the plan's hash. */
export async function holdAttempt(
  scenario: ImportScenario,
  importId: string,
  attempt: number,
  content: ImportContent = {},
): Promise<string> {
  const run = await scenario.claim(importId, attempt);
  const { digest } = await scenario.plan(run, content);
  const states = new CurrentStateRepository(scenario.database);
  const inputs = await states.inputVersions(scenario.campusCode);
  const current = await states.stateVersions(scenario.target());
  await scenario.database.sql.run('UPDATE import SET plan_versions = $2 WHERE id = $1', [
    importId,
    `${inputs}|${current}`,
  ]);
  await scenario.imports.complete(
    run,
    {
      outcome: 'held',
      messageCode: 'blocking_threshold',
      message: 'Un seuil bloquant est dépassé.',
    },
    scenario.now,
  );
  return digest;
}
