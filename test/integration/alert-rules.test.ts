// The alerts that are handed to operators watch figures that exist, and say in French what is wrong.
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

/** Every figure that a process of ours declares. */
function declaredFigures(): Set<string> {
  const sources = globSync('{apps,packages}/*/src/**/*.ts', { cwd: ROOT }).filter(
    (path) => !path.endsWith('.test.ts'),
  );
  return new Set(
    sources.flatMap((path) =>
      [...read(path).matchAll(/\.(?:counter|gauge|gaugeBy)\(\s*(?:'\w+',\s*)?'([a-z_]+)'/g)].map(
        ([, name = '']) => `timetable_${name}`,
      ),
    ),
  );
}

describe('the alert rules', () => {
  it.each(rules)('$alert watches figures that exist', ({ expr }) => {
    const declared = declaredFigures();
    const named = expr.match(/\b(?:timetable|node)_[a-z_]+/g) ?? [];
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => name.startsWith('timetable_') && !declared.has(name))).toEqual([]);
  });

  it('are the ones that operators read of', () => {
    const section = read('docs/operations.md');
    expect(rules.filter(({ alert }) => !section.includes(`\`${alert}\``))).toEqual([]);
  });
});
