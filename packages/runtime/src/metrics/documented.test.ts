import { expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** How a figure is made: its name comes first, or after that of its label. */
const MADE = /\.(?:gauge|counter)\(\s*'(\w+)'|\.gaugeBy\(\s*'\w+',\s*'(\w+)'|`\$\{PREFIX\}(\w+)`/g;

it('every figure of the processes is in the table of the operators’ documentation, and no other', () => {
  const sources = globSync('{apps,packages}/*/src/**/*.ts', { cwd: ROOT }).filter(
    (path) => !path.endsWith('.test.ts'),
  );
  const made = sources.flatMap((path) =>
    [...read(path).matchAll(MADE)].map(([, plain, labelled, shared]) => plain ?? labelled ?? shared),
  );
  const table = read('docs/operations.md')
    .split('\n')
    .filter((line) => line.startsWith('| `timetable_'))
    .map((line) => line.split('|')[1] ?? '');
  const told = [...table.join().matchAll(/`timetable_(\w+)/g)].map(([, name]) => name);
  expect(told.toSorted()).toEqual([...new Set(made)].sort());
});
