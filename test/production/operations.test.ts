// What docs/operations.md tells operators to ask of Temporal, asked of Temporal as docker-compose.yml runs it.
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { describeWhere } from '@timetable/test-conditions';
import { importWorkflowId, SEARCH_ATTRIBUTES } from '@timetable/workflows/messages';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProductCampus } from '../support/product-campus.js';
import { NO_PRODUCTION_TEMPORAL, startOnProductionTemporal } from '../support/production-temporal.js';
import { SMALL_SCHOOL_CLOCK, smallDirectory, smallSchool, zipOf } from '../support/small-school.js';
import { until } from '../support/until.js';

jest.setTimeout(180_000);

const OPERATIONS = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8');
const BLOCKS = [...OPERATIONS.matchAll(/^ *```(\S*)\n([\s\S]*?)^ *```$/gm)].map(
  ([, language, text = '']) => ({
    language,
    lines: text.split('\n').map((line) => line.trim()),
  }),
);
const QUERIES = BLOCKS.filter(({ language }) => language === 'temporal-query').flatMap(({ lines }) =>
  lines.filter((line) => line !== ''),
);
const COMMANDS = BLOCKS.flatMap(({ lines }) => lines.filter((line) => line.startsWith('temporal ')));

describeWhere('What operators ask of Temporal', NO_PRODUCTION_TEMPORAL, () => {
  const school = smallSchool();
  let started: Awaited<ReturnType<typeof startOnProductionTemporal>>;
  let importId: string;
  beforeAll(async () => {
    started = await startOnProductionTemporal({ env: { CLOCK: SMALL_SCHOOL_CLOCK } });
    const campus = await ProductCampus.declare(started.product, {
      ...{ code: 'nord', uai: school.uai, directory: smallDirectory(school) },
    });
    importId = (await campus.importFirst(await zipOf(school), 'EDT_first.zip')).id;
  });
  afterAll(async () => {
    await started.end();
  });

  const found = (query: string): Promise<string> =>
    started.temporal.administer(`temporal workflow list --limit 1000 --output json --query "${query}"`);

  it('finds imports by every search attribute, and coordinators by their campus', async () => {
    const second = importWorkflowId({ campusCode: 'nord', importId, attempt: 2 });
    const queries = [
      "Campus = 'nord'",
      "Establishments = 'nord/college'",
      `Uai = '${school.uai}'`,
      "Origin = 'manual'",
      "ImportStatus IN ('integrated', 'integrated_with_alerts')",
      "Step = 'sessions'",
      "SchoolYear = '2026-2027'",
    ];
    expect(queries).toHaveLength(Object.keys(SEARCH_ATTRIBUTES).length);
    const lacking: string[] = [];
    for (const query of queries)
      // What lists workflows lags a little behind what runs them.
      await until(async () => (await found(query)).includes(`"${second}"`) || undefined).catch(() =>
        lacking.push(query),
      );
    expect(lacking).toEqual([]);
    expect(await found("Campus = 'nord'")).toContain('"imports/nord"');
  });

  it('is told queries and commands in docs/operations.md', () => {
    expect(QUERIES.length).toBeGreaterThanOrEqual(3);
    expect(COMMANDS.length).toBeGreaterThanOrEqual(5);
  });

  it.each(QUERIES)('may ask: %s', async (query) => {
    await expect(found(query)).resolves.toBeDefined();
  });

  it.each(COMMANDS)('may run: %s', async (command) => {
    await expect(started.temporal.administer(command)).resolves.toBeDefined();
  });

  it('is not told to sort: the server refuses it', async () => {
    await expect(found("Campus = 'nord' ORDER BY StartTime")).rejects.toThrow(/ORDER BY/);
  });
});
