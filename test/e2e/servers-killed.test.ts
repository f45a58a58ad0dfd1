// Kill -9 of what the product stands on, at any moment of many uploads: every file that was accepted is imported once,
// and nobody has to do anything.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import type { DepositCredentials } from '@timetable/contracts';
import type { ProductPart } from '@timetable/product';
import { importWorkflowId } from '@timetable/workflows/messages';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ProductCampus } from '../support/product-campus.js';
import { RunningProduct } from '../support/product.js';
import {
  SECRETARY,
  SMALL_SCHOOL_CLOCK,
  smallDirectory,
  smallSchool,
  zipOf,
} from '../support/small-school.js';
import { Troubles } from '../support/troubles.js';
import { until } from '../support/until.js';
import { isAccepted, verdictOn, type Outcome } from '../support/webdav/uploads.js';

jest.setTimeout(300_000);

/** Each with a program that deposits one file after the other. */
const CAMPUSES = ['nord', 'sud', 'est', 'ouest'];
/** Of a series, at least; the door alone is killed during 200 (test/webdav/nothing-lost.test.ts), here each is imported. */
const FILES = 60;
/** At most, between two files of a program. */
const PAUSE_MS = 300;
/** Between a file that was not accepted and the next. */
const PATIENCE_MS = 1_000;

interface Program {
  readonly campus: ProductCampus;
  readonly account: DepositCredentials;
}

let product: RunningProduct;
let programs: Program[];

beforeAll(async () => {
  product = await RunningProduct.start({ env: { CLOCK: SMALL_SCHOOL_CLOCK } });
  programs = await Promise.all(
    CAMPUSES.map(async (code, i) => {
      const uai = `999000${i}X`;
      const school = smallSchool({ uai });
      const campus = await ProductCampus.declare(product, { code, uai, directory: smallDirectory(school) });
      // Before it there are no accounts.
      await campus.importFirst(await zipOf(school), 'EDT_first.zip');
      return { campus, account: await campus.createAccount(SECRETARY) };
    }),
  );
});
afterAll(async () => {
  await product.stop();
});

/** Not a timetable: refused by the worker as soon as it is read, so that they do not take an hour. */
const bytesOf = (name: string): Buffer => Buffer.from(`<?xml version="1.0"?><${name}/>`.padEnd(20_000));

async function put({ campus, account }: Program, name: string): Promise<Outcome> {
  const sent = { fileName: `${name}.xml`, bytes: bytesOf(name), account };
  return campus.put(sent).then(
    ({ status }) => status,
    () => undefined,
  );
}

/**
 * What was answered to each file, while the parts were killed again and again.
 * @param kills of each part, at least
 */
async function uploadWhileKilling(
  series: string,
  { parts, kills }: { readonly parts: readonly ProductPart[]; readonly kills: number },
): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const troubles = new Troubles(
    parts.map((part) => () => kill(part)),
    kills,
  );
  const made = troubles.makeAll();
  await Promise.all(
    programs.map(async (program, c) => {
      for (let i = c; i < FILES || !troubles.areEnough; i += CAMPUSES.length) {
        const name = `${series}_${i}`;
        const outcome = await put(program, name);
        outcomes.set(name, outcome);
        if (isAccepted(outcome)) troubles.noteAccepted();
        await sleep(isAccepted(outcome) ? Math.random() * PAUSE_MS : PATIENCE_MS);
      }
    }),
  );
  troubles.end();
  await made;
  return outcomes;
}

/** At any moment after it ran again. */
async function kill(part: ProductPart): Promise<void> {
  await sleep(Math.random() * 500);
  await until(
    async () => {
      const pid = await product.pid(part);
      return (pid !== undefined && isKilled(pid)) || undefined;
    },
    { what: `a run of ${part}` },
  );
}

/** Whether it was still there to be. */
function isKilled(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

interface DepositRow {
  readonly id: string;
  readonly campus: string;
  readonly name: string;
  readonly key: string;
  readonly sha256: string;
  readonly status: string;
}

/** The deposits of a series, once their imports have ended by themselves. */
async function imported(series: string): Promise<DepositRow[]> {
  return until(
    async () => {
      const rows = await read<DepositRow>(
        `SELECT deposit.id, deposit.campus_code AS campus, replace(deposit.file_name, '.xml', '') AS name, storage_key AS key, sha256, status
         FROM deposit JOIN import USING (id) WHERE deposit.file_name LIKE $1`,
        [`${series}\\_%`],
      ).catch(() => undefined);
      return rows?.every(({ status }) => status === 'rejected') === true ? rows : undefined;
    },
    { timeoutMs: 100_000, what: 'the end of all imports' },
  );
}

async function read<Row extends pg.QueryResultRow>(text: string, params: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client(product.description.databaseUrl);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text, params)).rows;
  } finally {
    await client.end();
  }
}

/** Each accepted file has its deposit and its bytes, and each deposit was imported by one workflow. */
async function expectImportedOnce(
  series: string,
  outcomes: ReadonlyMap<string, Outcome>,
  sentAgainAfterCut: ReadonlySet<string> = new Set(),
): Promise<void> {
  const rows = await imported(series);
  const byName = Map.groupBy(rows, ({ name }) => name);
  const told = Array.from(outcomes, ([name, outcome]) => {
    const found = byName.get(name)?.length ?? 0;
    // Deposited though its answer was cut, and others have come since: the same bytes again are a return to them.
    const isReturn = sentAgainAfterCut.has(name) && found === 2;
    return verdictOn(outcome, isReturn ? 1 : found);
  });
  expect(told.filter((verdict) => verdict !== 'kept')).toEqual([]);
  for (const { name, key, sha256 } of rows) {
    const stored = createHash('sha256')
      .update(await readFile(join(product.dataDirectory, 'files', key)))
      .digest('hex');
    const sent = createHash('sha256').update(bytesOf(name)).digest('hex');
    expect([name, stored, sha256]).toEqual([name, sent, sent]);
  }
  const workflowIds = rows.map(({ id, campus }) =>
    importWorkflowId({ campusCode: campus, importId: id, attempt: 1 }),
  );
  expect(await runs(new Set(workflowIds))).toEqual(
    new Map(workflowIds.map((workflowId) => [workflowId, ['COMPLETED']])),
  );
}

/** How the runs of these workflows stand, by workflow: Temporal lists each run of an id. */
async function runs(ids: ReadonlySet<string>): Promise<Map<string, string[]>> {
  const { temporalAddress: address, temporalNamespace: namespace } = product.description;
  const connection = await Connection.connect({ address });
  try {
    const { workflow } = new Client({ connection, namespace });
    // What lists workflows lags a little behind what runs them.
    return await until(async () => {
      const found = new Map<string, string[]>();
      for await (const { workflowId, status } of workflow.list()) {
        if (ids.has(workflowId)) found.set(workflowId, [...(found.get(workflowId) ?? []), status.name]);
      }
      const isSettled = found.size === ids.size && ![...found.values()].flat().includes('RUNNING');
      return isSettled ? found : undefined;
    });
  } finally {
    await connection.close();
  }
}

describe('Killed again and again during uploads', () => {
  it('Temporal: the door notices nothing, and each file is imported once', async () => {
    const outcomes = await uploadWhileKilling('temporal', { parts: ['temporal'], kills: 3 });
    expect(new Set(outcomes.values())).toEqual(new Set([201]));
    await expectImportedOnce('temporal', outcomes);
  });

  it('Temporal, PostgreSQL, the door and the worker: nothing lost, nothing twice', async () => {
    const outcomes = await uploadWhileKilling('all', {
      parts: ['temporal', 'postgres', 'deposit', 'worker'],
      kills: 2,
    });
    await expectImportedOnce('all', outcomes);

    // As programs do, once all is back: the same files again.
    const again = new Map<string, Outcome>();
    for (const name of outcomes.keys()) {
      const program = programs[Number(name.split('_')[1]) % CAMPUSES.length];
      if (program === undefined || isAccepted(outcomes.get(name))) continue;
      const outcome = await until(
        async () => {
          const answered = await put(program, name);
          return isAccepted(answered) ? answered : undefined;
        },
        { what: `the acceptance of ${name}` },
      );
      again.set(name, outcome);
    }
    const cut = new Set([...again.keys()].filter((name) => outcomes.get(name) === undefined));
    await expectImportedOnce('all', new Map([...outcomes, ...again]), cut);
    expect(new Set((await imported('all')).map(({ name }) => name)).size).toBe(outcomes.size);
  });
});
