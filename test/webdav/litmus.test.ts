import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeWhere, lackingPrograms } from '@timetable/test-conditions';
import { CAMPUS, DepositWorld, LOGIN, PASSWORD } from '../support/webdav/deposit-world.js';

/** The public conformance suite for WebDAV servers. */
const SUITES = { basic: 16, copymove: 13, props: 30, locks: 41, http: 4 } as const;

describeWhere('the suite litmus', lackingPrograms('litmus'), () => {
  let world: DepositWorld;
  let directory: string;
  const table: string[] = [];

  beforeAll(async () => {
    world = await DepositWorld.create();
    directory = await mkdtemp(join(tmpdir(), 'litmus-'));
  });

  afterAll(async () => {
    await world.destroy();
    await rm(directory, { recursive: true, force: true });
    console.log(['litmus', ...table].join('\n'));
  });

  it.each(Object.entries(SUITES))('passes all of %s (%i)', async (suite, expected) => {
    const run = promisify(execFile)('litmus', [`${world.door.url}/webdav/${CAMPUS}/`, LOGIN, PASSWORD], {
      cwd: directory,
      env: { ...process.env, TESTS: suite },
    });
    const output = await run.then(
      ({ stdout }) => stdout,
      (error: unknown) =>
        error instanceof Object && 'stdout' in error ? String(error.stdout) : String(error),
    );
    const [, ran, passed] = /of (\d+) tests? run: (\d+) passed/.exec(output) ?? [];
    table.push(`  ${suite.padEnd(10)} ${passed ?? '?'}/${ran ?? '?'}`);
    expect({ output, ran: Number(ran), passed: Number(passed) }).toEqual({
      output,
      ran: expected,
      passed: expected,
    });
    expect(world.door.isRunning).toBe(true);
  });

  it('leaves no deposit: nothing of it is put directly into a deposit collection', async () => {
    expect(await world.depositCount()).toBe(0);
  });
});
