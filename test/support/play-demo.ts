import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const DEMO = join(import.meta.dirname, '../../dist/demo.js');

/** `npm run demo`. @returns what it printed @throws when it exits with another code than 0 */
export async function playDemo(
  dataDirectory: string,
  given: Readonly<Record<string, string>> = {},
): Promise<string> {
  const env = { ...process.env, NODE_OPTIONS: '', DATA_DIR: dataDirectory, ...given };
  return (await run(process.execPath, [DEMO], { env, timeout: 240_000 })).stdout;
}
