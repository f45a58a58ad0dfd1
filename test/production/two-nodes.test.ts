// Two nodes of Temporal on one PostgreSQL, and kill -9 of either in the midst of 30 imports: the sessions are those of a
// campus whose same files met no trouble.
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Session } from '@timetable/contracts';
import { mutate } from '@timetable/generator';
import { describeWhere } from '@timetable/test-conditions';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProductCampus } from '../support/product-campus.js';
import { NO_PRODUCTION_TEMPORAL, startOnProductionTemporal } from '../support/production-temporal.js';
import { SECRETARY, SMALL_SCHOOL_YEAR, smallDirectory, smallSchool, zipOf } from '../support/small-school.js';
import { until } from '../support/until.js';

jest.setTimeout(400_000);

/** After the last lesson of the day: nothing becomes past while the test runs. */
const EVENING = '2026-11-24T20:00:00+01:00';
const CAMPUSES = ['nord', 'sud', 'est', 'ouest', 'haut', 'bas'];
const FILES = 5;
/** Imports ended at each kill. */
const KILLS_AFTER = [2, 9, 16, 23];
const DOWN_MS = 2_000;

const school = smallSchool();

describeWhere('Two nodes of Temporal', NO_PRODUCTION_TEMPORAL, () => {
  let started: Awaited<ReturnType<typeof startOnProductionTemporal>>;
  let files: readonly Buffer[];
  let ended = 0;

  beforeAll(async () => {
    started = await startOnProductionTemporal({ nodes: 2, env: { CLOCK: EVENING } });
    files = await Promise.all(
      Array.from({ length: FILES }, (_, seed) => zipOf(mutate(school, 'change:10%', seed + 1))),
    );
  });
  afterAll(async () => {
    await started.end();
  });

  it('give the same sessions when either is killed in the midst of 30 imports', async () => {
    const [calm, ...troubled] = await Promise.all(['calme', ...CAMPUSES].map(declare));
    if (calm === undefined) throw new Error('No campus without trouble');
    await depositAll(calm);
    const expected = await digestOf(calm);
    ended = 0;
    await Promise.all([killNodes(), ...troubled.map(depositAll)]);

    const digests = await Promise.all(troubled.map(digestOf));
    expect(digests).toEqual(CAMPUSES.map(() => expected));
    expect(ended).toBe(CAMPUSES.length * FILES);
  });

  async function declare(code: string): Promise<ProductCampus> {
    const campus = await ProductCampus.declare(started.product, {
      ...{ code, uai: school.uai, directory: smallDirectory(school) },
    });
    await campus.importFirst(await zipOf(school), 'EDT_first.zip');
    return campus;
  }

  /** One after the other, as a school does. */
  async function depositAll(campus: ProductCampus): Promise<void> {
    const account = await campus.createAccount(SECRETARY);
    for (const [index, bytes] of files.entries()) {
      const { status } = await campus.deposit({ fileName: `EDT_${index}.zip`, bytes, account });
      expect(status).toMatch(/^integrated/);
      ended += 1;
    }
  }

  /** One at a time, the next once more imports have ended. */
  async function killNodes(): Promise<void> {
    for (const [index, count] of KILLS_AFTER.entries()) {
      await until(() => Promise.resolve(ended >= count || undefined), {
        timeoutMs: 120_000,
        what: `${count} imports ended`,
      });
      const node = started.temporal.nodes[index % started.temporal.nodes.length];
      await node?.kill();
      await sleep(DOWN_MS);
      await node?.start();
    }
  }
});

/** Of all that a person sees of the year's sessions, cancelled ones included. */
async function digestOf(campus: ProductCampus): Promise<string> {
  const sessions = await campus.sessions(SMALL_SCHOOL_YEAR.from, SMALL_SCHOOL_YEAR.to);
  const lines = sessions.map(withoutIds).toSorted();
  return `${lines.length} ${createHash('sha256').update(lines.join('\n')).digest('hex')}`;
}

/** Ids are each campus's own. */
function withoutIds(session: Session): string {
  return JSON.stringify(session, (key, value: unknown) => (/^id$|Id$|^campus/.test(key) ? undefined : value));
}
