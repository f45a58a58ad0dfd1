// npm run history:record: records again the histories that the replay tests hold the workflows to. To be run when a
// branch is added, never to make a failing replay test pass: running imports have the old histories.
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTemporalCli } from '../embedded/temporal-cli.js';
import { recordHistories } from '../histories/record-histories.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const HISTORIES = join(ROOT, 'test', 'histories');

Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: 'ERROR', forward: {} } },
});
const cli = await findTemporalCli({ env: process.env, dataDirectory: join(ROOT, '.data') });
const codePath = join(ROOT, 'workflows', 'dist', 'bundle.cjs');
await mkdir(HISTORIES, { recursive: true });
for await (const { name, json } of recordHistories({ cli, workflowBundle: { codePath } })) {
  await writeFile(join(HISTORIES, `${name}.json`), `${json}\n`);
  console.log(name);
}
