// A school year passes, day by day, with all that a school makes in it: what grows stays bounded, and nothing goes that is
// still needed.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Retention, SourceRetention } from '@timetable/deposits';
import {
  addDays,
  RETENTION_RULES,
  type Change,
  type MatchResult,
  type RetentionDays,
} from '@timetable/domain';
import {
  CurrentStateRepository,
  DirectoryFeedRepository,
  DirectoryUploadRepository,
  ImportReader,
  PlanReader,
  PlanSummaryReader,
  RetentionReader,
  RetentionRepository,
  SourceRetentionRepository,
  StaffAccountRepository,
  StagingRepository,
} from '@timetable/persistence';
import { readSettings, retentionDays } from '@timetable/settings';
import { z } from 'zod';
import { pupil, sentRequests, structure } from '../support/academic-feed.js';
import { holdImport } from '../support/held-import.js';
import { ImportScenario, YEAR } from '../support/import-scenario.js';
import { once } from '../support/once.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { countRows, firstRow, rowsOf } from '../support/rows.js';
import { sessionDraft } from '../support/session-draft.js';
import { TABLES_BY_RULE } from '../support/tables-by-rule.js';

jest.setTimeout(180_000);

const CAMPUS = 'annee';
const FIRST_DAY = '2026-09-01';
const BETWEEN_DEPOSITS = 5;

let test: TestDatabase;
let scenario: ImportScenario;
let retention: Retention;
/** Names of the files that retention has deleted. */
const deletedFiles = new Set<string>();
const days: RetentionDays = retentionDays(
  readSettings({
    ...{ DATABASE_URL: 'postgresql://test', SESSION_SECRET: 'x'.repeat(32) },
    // Its default is longer than the year that passes here.
    AUDIT_RETENTION_DAYS: '60',
  }),
);

beforeAll(async () => {
  test = await createTestDatabase();
  scenario = await ImportScenario.create(test.database, CAMPUS);
  await new StaffAccountRepository(test.database).create(
    { login: 'zoe', name: 'Zoé', role: 'manager', campusCode: CAMPUS, passwordHash: 'none' },
    { login: 'test', at: scenario.now },
  );
  const clock = { now: () => scenario.now };
  const files = {
    delete: (key: string) => {
      deletedFiles.add(key);
      return Promise.resolve();
    },
  };
  const sources = new SourceRetentionRepository(test.database);
  retention = new Retention({
    retention: new RetentionRepository(test.database),
    sources: new SourceRetention(sources, files, clock, days.sources),
    ...{ days, clock, systemClock: clock, log: { info: () => undefined } },
  });
});
afterAll(() => test.drop());

const matches: readonly MatchResult[] = [
  {
    kind: 'pupil',
    ident: 1,
    key: 'p1',
    label: 'Awa DIALLO',
    targetId: 'e1',
    candidates: [],
    by: 'identifier',
  },
  { kind: 'class', ident: 2, key: '3A', label: '3A', targetId: '3a', candidates: [], by: 'name' },
];

/** Somebody whom the ENT never knew: the key of their match tells when they were born. */
const STRANGER = '?name:diallo ibrahima:1961-02-03';
const taughtBy = ['T1', STRANGER];
const service: Change = {
  ...{ kind: 'service', type: 'created', key: 'MATHS|c:6A', label: 'MATHS · 6A' },
  after: {
    ...{ subjectKey: 'MATHS', audience: 'c:6A', teachers: taughtBy, yearlyMinutes: 3600, taughtDays: [] },
    establishmentIds: [`${CAMPUS}/A`],
  },
};

/** Each deposit changes the rooms of the days after it, and finds what is wrong with the file. */
function contentOf(day: number) {
  const sessions = Array.from({ length: 8 }, (_, index) =>
    sessionDraft({
      establishmentIds: [`${CAMPUS}/A`],
      date: addDays(FIRST_DAY, day + 2 + index),
      rooms: [`Salle ${day}`],
      teachers: taughtBy,
    }),
  );
  return { sessions, matches, firstOfYear: day === 0, changes: day === 0 ? [service] : [] };
}

async function deposit(day: number): Promise<string> {
  const { run } = await scenario.integrate(contentOf(day));
  const { sql } = test.database;
  await sql.run(`UPDATE deposit SET remote_address = '192.0.2.7', user_agent = 'EDT' WHERE id = $1`, [
    run.importId,
  ]);
  await sql.run(
    `INSERT INTO import_problem (import_id, code, severity, count, examples, meaning, advice)
     VALUES ($1, 'unknown_pupil', 'warning', 1, '[{"value": "Awa DIALLO"}]', 'Élève inconnu.', 'Vérifiez.')`,
    [run.importId],
  );
  await sql.run(
    `INSERT INTO import_problem_occurrence (import_id, position, code, severity, meaning, advice, value, occurrences)
     VALUES ($1, 0, 'unknown_pupil', 'warning', 'Élève inconnu.', 'Vérifiez.', 'Awa DIALLO', 1)`,
    [run.importId],
  );
  await sql.run(
    `UPDATE import SET unmatched = '{"pupil": [{"key": "p2", "label": "Awa DIALLO", "candidates": []}]}',
                       absent = '{"total": 1, "items": [{"kind": "pupil", "label": "Awa DIALLO", "absentSince": "2026-09-01"}]}'
      WHERE id = $1`,
    [run.importId],
  );
  await sql.run(
    `INSERT INTO notification (kind, campus_code, import_id, channel, data, dedupe_key, created_at)
     VALUES ('alerts', $1, $2::uuid, 'mail', '{}', $2::uuid::text, $3)`,
    [CAMPUS, run.importId, scenario.now],
  );
  await sql.run('INSERT INTO abandoned_deposit (id, abandoned_at) VALUES ($1, $2)', [
    run.importId,
    scenario.now,
  ]);
  await sql.run(`INSERT INTO audit (at, actor, action, subject) VALUES ($1, 'zoe', 'import.approve', $2)`, [
    scenario.now,
    run.importId,
  ]);
  await sql.run(
    `INSERT INTO account_session (login, created_at, expires_at) VALUES ('zoe', $1, $1::timestamptz + interval '12 hours')`,
    [scenario.now],
  );
  // As the relay does, at the time that is supposed to be.
  await sql.run('UPDATE outbox SET done_at = $1 WHERE done_at IS NULL', [scenario.now]);
  // They go by their age like the others, and cost more.
  if (day % 20 === 0) await sendDirectories();
  return run.importId;
}

const ACADEMY = [
  structure('100', '1340000A', ['6A']),
  pupil('1', '100', '6A', { sn: ['DIALLO'], givenName: ['Awa'] }),
];

/** A school's directory and an academy's, which nobody confirms. */
async function sendDirectories(): Promise<void> {
  await new DirectoryUploadRepository(test.database).keep({
    ...{ campusCode: CAMPUS, establishmentId: `${CAMPUS}/A`, source: 'csv', fileName: 'eleves.csv' },
    ...{ given: {}, stsweb: null, problems: [], receivedAt: scenario.now, receivedBy: 'zoe' },
  });
  await new DirectoryFeedRepository(test.database).alone(async (turn) => {
    await turn.begin({ login: 'zoe', at: scenario.now });
    await turn.stage(sentRequests('Complet', ACADEMY));
  });
}

/** All that grows with time, as what follows `FROM`; what is staged goes with its import. */
const GROWING = [
  ...Object.values(TABLES_BY_RULE).flat(),
  ...['session_staging', 'session_diff', 'membership_staging', 'staged_part'],
  'deposit WHERE source_deleted_at IS NULL',
];

const COUNTED = z.object({ index: z.int(), n: z.int() });

async function sizes(): Promise<ReadonlyMap<string, number>> {
  const counted = await test.database.sql.rows(
    COUNTED,
    GROWING.map((rows, index) => `SELECT ${index} AS index, count(*)::int AS n FROM ${rows}`).join(
      ' UNION ALL ',
    ),
  );
  return new Map(counted.map(({ index, n }) => [GROWING[index] ?? '', n]));
}

async function night(): Promise<void> {
  const checkpoint = () => undefined;
  await retention.deleteSources(checkpoint);
  await retention.deleteRows(checkpoint);
  await retention.erasePersonalData(checkpoint);
  await new StagingRepository(test.database).deleteStale();
}

const year = once(async () => {
  const imports: string[] = [];
  const seen: ReadonlyMap<string, number>[] = [];
  let summary: unknown;
  let held = '';
  for (let day = 0; day < 300; day += BETWEEN_DEPOSITS) {
    scenario.now = new Date(`${addDays(FIRST_DAY, day)}T18:00:00Z`);
    imports.push(await deposit(day));
    if (imports.length === 2) summary = await summaryOf(imports[1]);
    // One that waits for a decision, all year long.
    if (imports.length === 2) held = (await holdImport(scenario, contentOf(day + 1))).importId;
    await night();
    seen.push(await sizes());
  }
  return { imports, seen, summary, held };
});

const summaryOf = async (importId = '') =>
  Promise.all(
    (['kind', 'week', 'subject', 'teacher', 'class'] as const).map((grouping) =>
      new PlanSummaryReader(test.database).list(importId, grouping),
    ),
  );

const planOf = (importId = '') => new PlanReader(test.database).list({ importId, limit: 500 });

describe('A school year with retention', () => {
  it('keeps what grows bounded: its second half has no more of anything than its first months', async () => {
    const { seen } = await year();
    const half = Math.floor(seen.length / 2);
    const most = (part: typeof seen, rows: string) =>
      Math.max(...part.map((counted) => counted.get(rows) ?? Infinity));
    for (const rows of GROWING) {
      const [before, after] = [most(seen.slice(0, half), rows), most(seen.slice(half), rows)];
      expect({ rows, after }).toEqual({ rows, after: Math.min(before, after) });
    }
    // Each was there: what nothing is put into is bounded by itself.
    const neverThere = [...TABLES_BY_RULE['directory-uploads'], 'account_session', 'audit'];
    expect(neverThere.filter((rows) => most(seen, rows) === 0)).toEqual([]);
    expect(seen.at(-1)?.get('outbox')).toBeLessThanOrEqual(days.outbox);
  });

  it('loses nothing that is needed: the plan of the last import, what is held, and the year’s matches', async () => {
    const { imports, held } = await year();
    expect((await planOf(imports.at(-1))).total).toBeGreaterThan(0);
    expect((await planOf(held)).total).toBeGreaterThan(0);
    expect(await countRows(test.database.sql, 'match')).toBe(matches.length);
    expect(await countRows(test.database.sql, 'session WHERE former_content IS NOT NULL')).toBeGreaterThan(0);
    const former = await new CurrentStateRepository(test.database).formerImports(
      scenario.target(),
      YEAR.label,
      '',
    );
    expect(former.last?.importId).toBe(imports.at(-1));
  });

  it('leaves the report of an old import with its totals, and says since when its rows are gone', async () => {
    const { imports, summary } = await year();
    expect(await summaryOf(imports[1])).toEqual(summary);
    expect(await planOf(imports[1])).toEqual({ items: [], total: 0, gone: 8 });
    const record = await new ImportReader(test.database).find(imports[1] ?? '');
    expect(record?.planErasedAt).toBeInstanceOf(Date);
    expect(record?.personalDataErasedAt).toBeNull();
  });

  it('tells operators what each rule deleted, and which year is next', async () => {
    const { imports } = await year();
    const reader = new RetentionReader(test.database);
    const runs = await reader.runs();
    expect(runs.map(({ kind }) => kind)).toEqual(
      Object.keys(RETENTION_RULES)
        .filter((kind) => kind !== 'temporal')
        .toSorted(),
    );
    expect(runs.find(({ kind }) => kind === 'plans')?.deletedTotal).toBeGreaterThan(imports.length / 2);
    expect(await reader.erasures()).toEqual([]);
    expect(await reader.keptYears('2027-06-01')).toEqual([
      { schoolYear: YEAR.label, endsOn: '2027-07-03', campuses: 1 },
    ]);
  });

  it('erases what names people once the year is long over, the reports staying, and does so once', async () => {
    const { imports, held } = await year();
    const endsOn = '2027-07-03';
    scenario.now = new Date(`${addDays(endsOn, days['personal-data'] - 1)}T18:00:00Z`);
    await night();
    expect(await new RetentionReader(test.database).erasures()).toEqual([]);
    scenario.now = new Date(`${addDays(endsOn, days['personal-data'])}T18:00:00Z`);
    await night();
    const erased = { schoolYear: YEAR.label, campuses: 1, imports: imports.length + 1, matches: 1 };
    expect(await new RetentionReader(test.database).erasures()).toEqual([
      { ...erased, erasedAt: scenario.now },
    ]);
    const erasedAt = scenario.now;
    scenario.now = new Date('2028-03-01T18:00:00Z');
    await night();
    expect(await new RetentionReader(test.database).erasures()).toEqual([{ ...erased, erasedAt }]);

    const { sql } = test.database;
    for (const table of [
      ...[
        'import',
        'import_problem',
        'import_problem_occurrence',
        'import_change',
        'import_summary',
        'match',
      ],
      ...['session', 'service', ...Object.values(TABLES_BY_RULE).flat()],
    ]) {
      const people = await countRows(sql, `${table} AS kept WHERE to_jsonb(kept)::text ILIKE '%DIALLO%'`);
      expect({ table, people }).toEqual({ table, people: 0 });
    }
    expect(await countRows(sql, 'deposit WHERE remote_address IS NOT NULL OR user_agent IS NOT NULL')).toBe(
      0,
    );
    // Who taught stays, as far as nobody is named: somebody of the ENT, and somebody else.
    for (const table of ['session', 'service'])
      expect(await firstRow(sql, `SELECT DISTINCT teachers FROM ${table}`)).toEqual({
        teachers: ['?', 'T1'],
      });
    expect(await firstRow(sql, 'SELECT absent FROM import WHERE id = $1', [imports[5]])).toEqual({
      absent: { total: 1, items: [] },
    });
    const kept = await new ImportReader(test.database).find(imports.at(-1) ?? '');
    expect(kept).toMatchObject({ status: 'integrated', personalDataErasedAt: erasedAt });
    expect(kept?.counts).toMatchObject({ sessionsModified: expect.any(Number) });
    expect(await new ImportReader(test.database).find(held)).toMatchObject({
      status: 'cancelled',
      message: expect.stringContaining('année scolaire est terminée'),
    });
    expect(await countRows(sql, 'session')).toBeGreaterThan(0);
  });

  it('leaves nothing of what grew, long after: neither a row nor a file', async () => {
    const { imports, held } = await year();
    scenario.now = new Date('2028-06-01T18:00:00Z');
    await night();
    expect([...(await sizes())].filter(([, left]) => left > 0)).toEqual([]);
    const deposits = await rowsOf(test.database.sql, 'SELECT storage_key AS key FROM deposit');
    expect(deposits.map(({ key }) => key).toSorted()).toEqual([...deletedFiles].toSorted());
    expect(deposits).toHaveLength([...imports, held].length);
  });
});
