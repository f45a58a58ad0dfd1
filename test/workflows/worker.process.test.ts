// The compiled worker between a real Temporal server and a real PostgreSQL: a recorded deposit becomes sessions, whatever
// is killed on the way, and Temporal learns nobody's name.
import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { ImportDecisionRepository } from '@timetable/persistence';
import { describeWhere } from '@timetable/test-conditions';
import { coordinatorWorkflowId, importWorkflowId } from '@timetable/workflows/messages';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { declareCollege, depositCollege } from '../support/college/college-deposits.js';
import { BEFORE_THE_YEAR } from '../support/college/college.js';
import { COLLEGES } from '../support/college/colleges.js';
import { MADE_UP_COLLEGE } from '../support/college/made-up-college.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { readableHistory } from '../support/readable-history.js';
import { countRows } from '../support/rows.js';
import { startTemporal } from '../support/temporal-server.js';
import { until } from '../support/until.js';
import { WorkerProcess } from '../support/worker-process.js';

const REACHED = z.object({ status: z.string(), planHash: z.string().nullable() });

jest.setTimeout(180_000);

const actor = { login: 'test', at: new Date(BEFORE_THE_YEAR) };
let env: TestWorkflowEnvironment;
let test: TestDatabase;
let files: string;
let worker: WorkerProcess | undefined;

beforeAll(async () => {
  [env, test] = await Promise.all([startTemporal(), createTestDatabase()]);
  files = await mkdtemp(join(tmpdir(), 'worker-process-'));
});
afterEach(async () => {
  await worker?.end('SIGKILL');
});
afterAll(async () => {
  await env.teardown();
  await test.drop();
  await rm(files, { recursive: true, force: true });
});

for (const [index, college] of COLLEGES.entries()) {
  describeWhere(`the worker process with ${college.title}`, college.obstacle, () => {
    const start = (): WorkerProcess =>
      new WorkerProcess({
        DATABASE_URL: test.url,
        TEMPORAL_ADDRESS: env.address,
        STORAGE_URL: `file:${files}`,
        CLOCK: BEFORE_THE_YEAR,
      });

    const deposit = (campusCode: string): Promise<string> =>
      depositCollege(test.database, files, campusCode, college);

    const reaches = (id: string, ...statuses: readonly string[]) =>
      until(
        async () => {
          const row = await test.database.sql.first(
            REACHED,
            'SELECT status, plan_hash AS "planHash" FROM import WHERE id = $1',
            [id],
          );
          return row !== undefined && statuses.includes(row.status) ? row : undefined;
        },
        { timeoutMs: 120_000, what: statuses.join(' or ') },
      );

    const plannedSessions = (campusCode: string): Promise<number> =>
      countRows(test.database.sql, `session WHERE campus_code = $1 AND state = 'planned'`, [campusCode]);

    it('holds the first manual import, integrates it once approved, and ends by SIGTERM when drained', async () => {
      const campus = `whole${index + 1}`;
      await declareCollege(test.database, campus, college);
      const { counts, people } = await college.load();
      worker = start();
      const url = await worker.url();
      await until(async () => ((await fetch(`${url}/readyz`)).ok ? true : undefined), { what: 'readiness' });
      const id = await deposit(campus);
      const { planHash } = await reaches(id, 'held', 'rejected');
      expect(await plannedSessions(campus)).toBe(0);
      await new ImportDecisionRepository(test.database).approve(id, planHash ?? '', undefined, actor);
      await reaches(id, 'integrated', 'integrated_with_alerts', 'held', 'interrupted');
      expect(await plannedSessions(campus)).toBe(counts.sessions);

      const metrics = await (await fetch(`${url}/metrics`)).text();
      expect(metrics).toContain('timetable_worker_running 1');
      expect(metrics).toContain('temporal_worker_task_slots_available');
      expect(await worker.end('SIGTERM')).toEqual({ code: null, signal: 'SIGTERM' });

      const histories = await Promise.all(
        [
          coordinatorWorkflowId(campus),
          importWorkflowId({ campusCode: campus, importId: id, attempt: 1 }),
          importWorkflowId({ campusCode: campus, importId: id, attempt: 2 }),
        ].map((workflowId) => env.client.workflow.getHandle(workflowId).fetchHistory()),
      );
      const texts = histories.map((history) => readableHistory(history));
      const names = new Set(people.map(({ lastName }) => lastName).filter((name) => name.length > 3));
      const said = [...texts, worker.log].join('\n');
      const isSaid = (name: string) => new RegExp(`(?<![\\p{L}_])${name}(?![\\p{L}_])`, 'iu').test(said);
      expect([...names].filter(isSaid)).toEqual([]);
      expect(texts[2]).toContain('Génération des séances');
    });

    // What a kill does depends on nothing that the file holds: once is enough.
    if (college !== MADE_UP_COLLEGE) return;
    it('goes on after a kill -9, without a session twice or missing', async () => {
      const campus = `killed${index + 1}`;
      await declareCollege(test.database, campus, college);
      const { counts } = await college.load();
      worker = start();
      const id = await deposit(campus);
      const { planHash } = await reaches(id, 'held');
      await new ImportDecisionRepository(test.database).approve(id, planHash ?? '', undefined, actor);
      await reaches(id, 'running');
      await worker.end('SIGKILL');
      worker = start();
      await reaches(id, 'integrated', 'integrated_with_alerts');
      expect(await plannedSessions(campus)).toBe(counts.sessions);
    });
  });
}
