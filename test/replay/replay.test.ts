// The workflows of the working tree against histories recorded from deployed ones (npm run history:record). A history
// that replays no more is an import that would break in the middle: guard the change with `patched`, do not record again.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WORKFLOWS } from '../support/bundled-workflows.js';

const HISTORIES = join(import.meta.dirname, '../histories');
// Those of a folder are of before the revision that it names.
const names = (await readdir(HISTORIES, { recursive: true })).filter((name) => name.endsWith('.json')).sort();
const read = (name: string) => readFile(join(HISTORIES, name), 'utf8');

/** Every branch has its recording: one that lacks is a branch nothing holds. */
const BRANCHES = [
  'coordinator-cancelled',
  'coordinator-continued',
  'coordinator-left',
  'coordinator-odd-signals',
  'coordinator-queue',
  'coordinator-reserved-signal',
  'import-approved',
  'import-asked-to-stop',
  'import-cancelled',
  'import-fenced',
  'import-held',
  'import-ignored',
  'import-integrated',
  'import-integrated-with-alerts',
  'import-interrupted',
  'import-overtaken',
  'import-plan-changed',
  'import-published-before-it-failed',
  'import-rejected',
  'import-superseded',
  'maintenance-orphan-files',
  'maintenance-personal-data',
  'maintenance-row-retention',
  'maintenance-source-retention',
  'maintenance-stale-staging',
];

beforeAll(() => {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: 'OFF', forward: {} } },
    shutdownSignals: [],
  });
});
// Its native threads would keep the process of the test.
afterAll(() => Runtime.instance().shutdown());

const replay = (json: string, name: string): Promise<void> =>
  Worker.runReplayHistory(WORKFLOWS, historyFromJSON(JSON.parse(json)), name);

describe('recorded histories', () => {
  it('cover every branch of the workflows', () => {
    expect(names).toEqual(expect.arrayContaining(BRANCHES.map((branch) => `${branch}.json`)));
  });

  it.each(names)('%s replays on the present workflows', async (name) => {
    await expect(replay(await read(name), name)).resolves.toBeUndefined();
  });

  it('would not replay if an activity had another name', async () => {
    const doctored = (await read('import-integrated.json')).replaceAll('"planImport"', '"makePlan"');
    await expect(replay(doctored, 'doctored')).rejects.toThrow('Nondeterminism');
  });

  it('would not replay if the steps came in another order', async () => {
    const doctored = (await read('import-integrated.json')).replaceAll(
      /"(planImport|validateDeposit)"/g,
      (_, activity) => (activity === 'planImport' ? '"validateDeposit"' : '"planImport"'),
    );
    await expect(replay(doctored, 'doctored')).rejects.toThrow('Nondeterminism');
  });
});
