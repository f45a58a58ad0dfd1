import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import type { Database } from '@timetable/persistence';
import type { DirectImports } from './direct-imports.js';
import { createTestDatabase, type TestDatabase } from './postgres.js';

/**
 * One database for the tests of the block that asks for it, and for each of them a campus of its own, closed after it.
 * @param name of the campuses, which are numbered
 */
export function ownCampus(
  name: string,
  open: (database: Database, campusCode: string) => Promise<DirectImports>,
): { readonly database: Database } {
  let test: TestDatabase;
  let imports: DirectImports;
  let opened = 0;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());
  beforeEach(async () => {
    opened += 1;
    imports = await open(test.database, `${name}${opened}`);
  });
  afterEach(() => imports.close());
  return {
    get database() {
      return test.database;
    },
  };
}
