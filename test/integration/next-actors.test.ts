// Who has to act, after everything that changes it: stored with the change, read by lists and filters.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Completion, MatchResult } from '@timetable/domain';
import { ImportDecisionRepository, ImportReader, MatchRepository } from '@timetable/persistence';
import { ImportScenario, type ImportContent } from '../support/import-scenario.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';

let test: TestDatabase;
let count = 0;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const newCampus = (): Promise<ImportScenario> => {
  count += 1;
  return ImportScenario.create(test.database, `actors${count}`, ['A', 'B']);
};
const actorOf = async (importId: string) => (await new ImportReader(test.database).find(importId))?.nextActor;
const later = (scenario: ImportScenario): void => {
  scenario.now = new Date(scenario.now.getTime() + 60_000);
};

async function end(
  scenario: ImportScenario,
  completion: Completion,
  establishment?: string,
): Promise<string> {
  later(scenario);
  const id = await scenario.deposit({ establishment });
  await test.database.sql.run(`UPDATE import SET origin = 'automatic' WHERE id = $1`, [id]);
  const run = await scenario.claim(id);
  await scenario.imports.complete(run, completion, scenario.now);
  return run.importId;
}
const rejected = (scenario: ImportScenario, establishment?: string) =>
  end(scenario, { outcome: 'rejected', messageCode: 'truncated' }, establishment);

async function integrate(
  scenario: ImportScenario,
  content: ImportContent = {},
  ...establishments: string[]
): Promise<string> {
  later(scenario);
  return (await scenario.integrate(content, scenario.target(...establishments))).run.importId;
}
const unmatched = (...keys: string[]): ImportContent => ({
  matches: keys.map((key, rank): MatchResult => ({
    ...{ kind: 'pupil', ident: rank, key, label: key, targetId: undefined, by: 'none', candidates: [] },
  })),
});
const ACTOR = { login: 'c.dupuis', at: new Date('2026-10-02T08:00:00Z') };

describe('who has to act', () => {
  it('is nobody for the problems that a good file has put right', async () => {
    const scenario = await newCampus();
    const old = [
      await rejected(scenario, 'A'),
      await end(scenario, { outcome: 'interrupted' }, 'A'),
      await end(scenario, { outcome: 'held' }, 'A'),
    ];
    const elsewhere = await rejected(scenario, 'B');
    expect(await Promise.all(old.map(actorOf))).toEqual(['depositor', 'operator', 'manager']);
    await integrate(scenario, {}, 'A');
    expect(await Promise.all(old.map(actorOf))).toEqual(['nobody', 'nobody', 'nobody']);
    expect(await actorOf(elsewhere)).toBe('depositor');
    const newer = await rejected(scenario, 'A');
    expect(await actorOf(newer)).toBe('depositor');
    await end(scenario, { outcome: 'ignored', messageCode: 'same_content' }, 'A');
    expect(await actorOf(newer)).toBe('nobody');
  });

  it('is nobody for one establishment’s once the campus’s file is in, not the other way round', async () => {
    const scenario = await newCampus();
    const one = await rejected(scenario, 'A');
    const all = await rejected(scenario, undefined);
    await integrate(scenario, {}, 'B');
    expect([await actorOf(one), await actorOf(all)]).toEqual(['depositor', 'depositor']);
    await integrate(scenario, {}, 'A', 'B');
    expect([await actorOf(one), await actorOf(all)]).toEqual(['nobody', 'nobody']);
  });

  it('is the manager for what is unmatched, in the newest import alone, until it is decided on', async () => {
    const scenario = await newCampus();
    const first = await integrate(scenario, unmatched('p1', 'p2'));
    expect(await actorOf(first)).toBe('manager');
    await end(scenario, { outcome: 'ignored', messageCode: 'same_content' });
    expect(await actorOf(first)).toBe('manager');
    const second = await integrate(scenario, unmatched('p1', 'p2'));
    expect([await actorOf(first), await actorOf(second)]).toEqual(['nobody', 'manager']);

    const matches = new MatchRepository(test.database);
    const { campusCode } = scenario;
    const decide = (key: string) =>
      matches.decide(campusCode, [{ kind: 'pupil', key, targetId: null }], ACTOR);
    expect(await decide('p1')).toMatchObject({ decided: true });
    expect(await actorOf(second)).toBe('manager');
    await decide('p2');
    expect(await actorOf(second)).toBe('nobody');
    // And stays so in the next import, which sees the decisions.
    expect(await actorOf(await integrate(scenario, unmatched('p1', 'p2')))).toBe('nobody');
  });

  it('changes with decisions', async () => {
    const scenario = await newCampus();
    const decisions = new ImportDecisionRepository(test.database);
    const held = await end(scenario, { outcome: 'held' });
    expect(await actorOf(held)).toBe('manager');
    await decisions.refuse(held, undefined, ACTOR);
    expect(await actorOf(held)).toBe('nobody');
    const interrupted = await end(scenario, { outcome: 'interrupted' });
    expect(await actorOf(interrupted)).toBe('operator');
    await decisions.retry(interrupted, undefined, ACTOR);
    expect(await actorOf(interrupted)).toBe('nobody');
  });

  it('is what lists filter by', async () => {
    const scenario = await newCampus();
    const ids = [await rejected(scenario), await end(scenario, { outcome: 'held' }, 'B')];
    const { campusCode } = scenario;
    const found = async (...nextActors: ('manager' | 'depositor' | 'operator')[]) => {
      const reader = new ImportReader(test.database);
      return (await reader.list({ campusCode, nextActors }, { limit: 10 })).items.map(({ id }) => id);
    };
    expect(await found('depositor')).toEqual([ids[0]]);
    expect(await found('manager', 'depositor')).toEqual([ids[1], ids[0]]);
    expect(await found('operator')).toEqual([]);
  });
});
