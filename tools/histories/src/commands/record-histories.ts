// npm run history:record: records the histories that are missing of those the replay tests hold the workflows to. What
// is there stays: imports that run now have histories like it.
import { makeFolder } from '@timetable/folders';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findTemporalCli } from '@timetable/embedded';
import { recordHistories } from '../record-histories.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const HISTORIES = join(ROOT, 'test', 'histories');

Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: 'ERROR', forward: {} } },
});
const cli = await findTemporalCli({ env: process.env, dataDirectory: join(ROOT, '.data') });
const codePath = join(ROOT, 'workflows', 'dist', 'bundle.cjs');
makeFolder(HISTORIES);
for await (const { name, json } of recordHistories({ cli, workflowBundle: { codePath } })) {
  const isNew = await writeNew(join(HISTORIES, `${name}.json`), `${withoutRoot(json)}\n`);
  console.log(`${name}: ${isNew ? 'recorded' : 'kept as it was'}`);
}

/** Stack traces name the folder of who recorded, which says nothing to others. */
function withoutRoot(json: string): string {
  return json.replaceAll(pathToFileURL(ROOT).href, '').replaceAll(ROOT, '');
}

/** @returns false when the file is there already: it is left alone */
async function writeNew(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
