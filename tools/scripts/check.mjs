// What needs no server: every part runs even when another fails, two at a time, and says all it has to say in one piece.
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { timed } from './step-times.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** npm scripts. The longest first: the others fit beside it. */
const PARTS = ['lint:source', 'lint:types', 'typecheck', 'format:check', 'arch', 'knip', 'conventions'];
const AT_A_TIME = 2;
/**
 * Of programs written in Go (the compiler, oxlint): they end within a minute, so that collecting before the memory is needed
 * is a third of their work for nothing.
 */
const GO = { GOGC: 'off', GOMEMLIMIT: '3GiB' };

const waiting = [...PARTS];
const failed = [];
await Promise.all(Array.from({ length: AT_A_TIME }, runWaiting));
console.log(failed.length === 0 ? 'check: all is well' : `check: failed in ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function runWaiting() {
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
    const { isOk, said } = await timed(`check: ${part}`, () => run(part));
    if (!isOk) failed.push(part);
    console.log(`── ${part}: ${isOk ? 'ok' : 'FAILED'}\n${said.trimEnd()}`);
  }
}

function run(part) {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', part], {
      cwd: root,
      env: { ...GO, ...process.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    child.once('error', (error) => resolve({ isOk: false, said: String(error) }));
    child.once('close', (status) => resolve({ isOk: status === 0, said }));
  });
}
