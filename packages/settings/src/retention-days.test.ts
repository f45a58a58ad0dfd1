import { describe, expect, it } from '@jest/globals';
import { RETENTION_RULES } from '@timetable/domain';
import { readFileSync } from 'node:fs';
import { retentionDays } from './retention-days.js';
import { readSettings } from './settings.js';

const REQUIRED = { DATABASE_URL: 'postgresql://test', SESSION_SECRET: 'x'.repeat(32) };
const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

describe('the days that each kind is kept', () => {
  it('are those of its rule, unless its variable says otherwise', () => {
    for (const [name, { setting, defaultDays }] of Object.entries(RETENTION_RULES)) {
      expect(retentionDays(readSettings(REQUIRED))).toMatchObject({ [name]: defaultDays });
      const days = setting === null ? defaultDays : 3;
      expect(
        retentionDays(readSettings({ ...REQUIRED, ...(setting !== null && { [setting]: '3' }) })),
      ).toMatchObject({
        [name]: days,
      });
    }
  });

  it('are the table of the operators’ documentation, line by line', () => {
    const section =
      read('docs/operations.md')
        .split('## What is kept how long')[1]
        ?.split(/\n##+ /)[0] ?? '';
    const rows = section
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
      .map(([, name, , , setting, days]) => [name, setting === '–' ? null : setting, Number(days)]);
    expect(rows).toEqual(
      Object.entries(RETENTION_RULES).map(([name, { setting, defaultDays }]) => [name, setting, defaultDays]),
    );
  });

  it('are what the deployment gives Temporal’s namespace', () => {
    const { setting, defaultDays } = RETENTION_RULES.temporal;
    expect(read('docker-compose.yml')).toContain(`${setting}: \${${setting}:-${defaultDays}}`);
    expect(read('docker-compose.yml')).toContain(`--retention "$$\{${setting}}d"`.replace('\\', ''));
  });
});
