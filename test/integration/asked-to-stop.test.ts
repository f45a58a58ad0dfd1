// Who cancels an import that runs is told that it stops if it has written nothing: the database keeps that promise.
import { describe, expect, it } from '@jest/globals';
import { ImportDecisionRepository, StopAskedError } from '@timetable/persistence';
import { ownScenario } from '../support/own-campus.js';

const own = ownScenario('stop');

const planned = async () => {
  const run = await own.scenario.claim(await own.scenario.deposit());
  await own.scenario.validate(run);
  await own.scenario.plan(run, { sessions: [] });
  return run;
};
const askToStop = (importId: string) =>
  new ImportDecisionRepository(own.database).noteCancellation(importId, undefined, {
    login: 'zoe',
    at: own.scenario.now,
  });

describe('An attempt that somebody asked to stop', () => {
  it('does not publish, even where nothing else has told it', async () => {
    const run = await planned();
    await askToStop(run.importId);
    await expect(own.scenario.publish(run, {})).rejects.toThrow(StopAskedError);
    expect(await own.scenario.plans.isPublished(run)).toBe(false);
    expect(await own.scenario.imports.cancelledBy(run)).toBe('zoe');
  });

  it('stays published when it was asked too late', async () => {
    const run = await planned();
    const published = await own.scenario.publish(run, {});
    await askToStop(run.importId);
    expect(await own.scenario.publish(run, {})).toEqual(published);
    expect(await own.scenario.imports.cancelledBy(run)).toBeUndefined();
  });
});
