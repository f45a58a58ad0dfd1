import { describe, expect, it } from '@jest/globals';
import { namesExportedTwice } from './exported-names.js';

const file = (path: string, text: string) => ({ path, text });
const keysOf = (...files: Parameters<typeof namesExportedTwice>[0]) =>
  namesExportedTwice(files).map(({ key }) => key);

describe('Names exported twice', () => {
  it('names what two files of the product declare, whatever kind of thing it is', () => {
    expect(
      keysOf(
        file('packages/domain/src/a.ts', 'export interface Clock {}\nexport function* walk() {}\n'),
        file('apps/api/src/b.ts', 'export class Clock {}\nexport async function walk() {}\n'),
      ),
    ).toEqual(['Clock', 'walk']);
  });

  it('sees names taken out of an object', () => {
    expect(
      keysOf(
        file('packages/domain/src/a.ts', 'export const { start, end: finish } = steps;\n'),
        file('activities/src/b.ts', 'export const finish = 1;\n'),
      ),
    ).toEqual(['finish']);
  });

  it('lets one file declare a value and its type under one name, and lists hand on what others declare', () => {
    expect(
      keysOf(
        file('packages/domain/src/a.ts', 'export const Step = {} as const;\nexport type Step = string;\n'),
        file('packages/domain/src/index.ts', "export { Step } from './a.js';\n"),
      ),
    ).toEqual([]);
  });

  it('leaves tests and tools alone', () => {
    expect(
      keysOf(
        file('packages/domain/src/a.ts', 'export const make = 1;\n'),
        file('packages/domain/src/a.test-support.ts', 'export const make = 1;\n'),
        file('tools/demo/src/a.ts', 'export const make = 1;\n'),
      ),
    ).toEqual([]);
  });
});
