import { describe, expect, it } from '@jest/globals';
import { fileNamesUsedTwice } from './file-names.js';

const keysOf = (...paths: string[]) =>
  fileNamesUsedTwice(paths.map((path) => ({ path }))).map(({ key }) => key);

describe('File names used twice', () => {
  it('names a file that two layers have', () => {
    expect(
      keysOf(
        'activities/src/import/conclude-import.ts',
        'packages/persistence/src/imports/conclude-import.ts',
      ),
    ).toEqual(['conclude-import.ts']);
  });

  it('lets every workspace have its entry, and a resource of the API the name of what it shows', () => {
    expect(
      keysOf(
        'apps/api/src/main.ts',
        'apps/worker/src/main.ts',
        'packages/contracts/src/resources/school-year.ts',
        'packages/domain/src/calendar/school-year.ts',
      ),
    ).toEqual([]);
  });
});
