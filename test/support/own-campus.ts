import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import type { Database } from '@timetable/persistence';
import type { DirectImports } from './direct-imports.js';
import { ImportScenario } from './import-scenario.js';
import { createTestDatabase, type TestDatabase } from './postgres.js';

interface OwnDatabase {
  readonly database: Database;
  readonly url: string;
}

/**
 * One database for the tests of the block that asks for it, and for each of them a campus of its own, closed after it.
 * @param name of the campuses, which are numbered
 */
export function ownCampus(
  name: string,
  open: (database: Database, campusCode: string) => Promise<DirectImports>,
): OwnDatabase {
  const own = new OwnForEach(name, open);
  afterEach(() => own.scenario.close());
  return own;
}

/** The same, with the imports of that campus written step by step. @param establishments their codes */
export const ownScenario = (
  name: string,
  establishments?: readonly string[],
): OwnDatabase & { readonly scenario: ImportScenario } =>
  new OwnForEach(name, (database, campusCode) => ImportScenario.create(database, campusCode, establishments));

class OwnForEach<Scenario> implements OwnDatabase {
  #test: TestDatabase | undefined;
  #scenario: Scenario | undefined;
  #opened = 0;

  constructor(name: string, open: (database: Database, campusCode: string) => Promise<Scenario>) {
    beforeAll(async () => {
      this.#test = await createTestDatabase();
    });
    afterAll(() => this.#test?.drop());
    beforeEach(async () => {
      this.#opened += 1;
      this.#scenario = await open(this.database, `${name}${this.#opened}`);
    });
  }

  get database(): Database {
    return begun(this.#test).database;
  }

  get url(): string {
    return begun(this.#test).url;
  }

  /** Of the test that runs. */
  get scenario(): Scenario {
    return begun(this.#scenario);
  }
}

function begun<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The tests have not begun');
  return value;
}
