// What `npm start` and `npm run demo` do first on a machine that has nothing yet: bundle the console, in their own process.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const CONSOLE = pathToFileURL(join(import.meta.dirname, '../../tools/scripts/console.mjs')).href;

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'console-bundle-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

it.each([undefined, 'test'])('bundling leaves the process with its own NODE_ENV: %s', async (given) => {
  const config = join(directory, 'vite.config.mjs');
  await writeFile(config, `export default { root: '${directory}' };`);
  await writeFile(join(directory, 'index.html'), '<script type="module">console.log(1)</script>');
  const bundle = `const { viteFiles } = await import('${CONSOLE}');
    const files = await viteFiles('${config}');
    console.log(files.length > 0, process.env.NODE_ENV);`;
  const { NODE_ENV, ...env } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', bundle], {
    env: { ...env, NODE_OPTIONS: '', ...(given !== undefined && { NODE_ENV: given }) },
  });
  expect([NODE_ENV, stdout.trim()]).toEqual(['test', `true ${given ?? 'undefined'}`]);
});
