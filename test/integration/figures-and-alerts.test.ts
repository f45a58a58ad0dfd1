// The figures of the processes are those that operators read of; the alerts handed to them watch these, and say in French what is
// wrong.
import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

const RULES = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          alert: z.string().regex(/^Timetable[A-Z]/),
          expr: z.string(),
          for: z.string().optional(),
          labels: z.object({ severity: z.enum(['critical', 'warning']) }),
          annotations: z.object({ summary: z.string().min(10), description: z.string().min(10) }),
        }),
      ),
    }),
  ),
});
const rules = RULES.parse(parse(read('deploy/prometheus/timetable-import.rules.yml'))).groups.flatMap(
  (group) => group.rules,
);

/** How a figure is made: its name comes first, or after that of its label. */
const MADE = /\.(?:gauge|counter)\(\s*'(\w+)'|\.gaugeBy\(\s*'\w+',\s*'(\w+)'|`\$\{PREFIX\}(\w+)`/g;

/** Every figure that a process of ours makes. */
const made = new Set(
  globSync('{apps,packages}/*/src/**/*.ts', { cwd: ROOT })
    .filter((path) => !path.endsWith('.test.ts'))
    .flatMap((path) => [...read(path).matchAll(MADE)])
    .map(([, plain, labelled, shared]) => `timetable_${plain ?? labelled ?? shared ?? ''}`),
);

/** What says that a campus, or all of them, cannot go on. */
const STUCK = [
  ...['outbox_oldest_seconds', 'imports_under_way_oldest_seconds', 'imports', 'campuses_not_swept'],
  ...['coordinators_replaced', 'temporal_state', 'worker_running'],
].map((name) => `timetable_${name}`);

/** Claims of the ENT, in which a person's rights are read: they begin alike. */
const CLAIMS = ['timetable_role', 'timetable_campus'];

const figuresIn = (text: string): string[] =>
  (text.match(/\btimetable_\w+/g) ?? []).filter((name) => !CLAIMS.includes(name));

describe('the figures of the processes', () => {
  it('are all in the table of the operators’ documentation', () => {
    const table = read('docs/operations.md')
      .split('\n')
      .filter((line) => line.startsWith('| `timetable_'))
      .map((line) => line.split('|')[1] ?? '');
    expect(figuresIn(table.join()).toSorted()).toEqual([...made].sort());
  });

  it('that the documentation names exist', () => {
    const texts = globSync('{README.md,docs/**/*.md}', { cwd: ROOT }).map(read);
    expect(texts.flatMap(figuresIn).filter((name) => !made.has(name))).toEqual([]);
  });
});

describe('the alert rules', () => {
  it.each(rules)('$alert watches figures that exist', ({ expr }) => {
    const named = figuresIn(expr);
    expect(named.length + (expr.match(/\bnode_\w+/g)?.length ?? 0)).toBeGreaterThan(0);
    expect(named.filter((name) => !made.has(name))).toEqual([]);
  });

  it('watch every figure that says that a campus is stuck', () => {
    const watched = new Set(rules.flatMap(({ expr }) => figuresIn(expr)));
    expect(STUCK.filter((name) => !watched.has(name))).toEqual([]);
  });

  it('are the ones that operators read of', () => {
    const section = read('docs/operations.md');
    expect(rules.filter(({ alert }) => !section.includes(`\`${alert}\``))).toEqual([]);
  });
});
