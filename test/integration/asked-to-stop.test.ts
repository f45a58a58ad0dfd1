// Who cancels an import that runs is told that it stops if it has written nothing: the database keeps that promise.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ImportDecisionRepository, StopAskedError } from '@timetable/persistence';
import { ImportScenario } from '../support/import-scenario.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';

let test: TestDatabase;
let scenario: ImportScenario;
let campuses = 0;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());
beforeEach(async () => {
  scenario = await ImportScenario.create(test.database, `stop${(campuses += 1)}`);
});

const planned = async () => {
  const run = await scenario.claim(await scenario.deposit());
  await scenario.validate(run);
  await scenario.plan(run, { sessions: [] });
  return run;
};
const askToStop = (importId: string) =>
  new ImportDecisionRepository(test.database).noteCancellation(importId, undefined, {
    login: 'zoe',
    at: scenario.now,
  });

describe('An attempt that somebody asked to stop', () => {
  it('does not publish, even where nothing else has told it', async () => {
    const run = await planned();
    await askToStop(run.importId);
    await expect(scenario.publish(run, {})).rejects.toThrow(StopAskedError);
    expect(await scenario.plans.isPublished(run)).toBe(false);
    expect(await scenario.imports.cancelledBy(run)).toBe('zoe');
  });

  it('stays published when it was asked too late', async () => {
    const run = await planned();
    const published = await scenario.publish(run, {});
    await askToStop(run.importId);
    expect(await scenario.publish(run, {})).toEqual(published);
    expect(await scenario.imports.cancelledBy(run)).toBeUndefined();
  });
});
