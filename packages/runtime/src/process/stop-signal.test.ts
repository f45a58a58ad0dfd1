import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

// Node strips the types by itself: the module has none to keep.
const MODULE = fileURLToPath(new URL('./stop-signal.ts', import.meta.url));

async function endOf(
  program: string,
): Promise<{ code: number | null; signal: NodeJS.Signals | null; said: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await once(child, 'close');
  return { code: child.exitCode, signal: child.signalCode, said };
}

const program = (end: string): string => `
  import { endBy, stopSignal } from ${JSON.stringify(MODULE)};
  const alive = setInterval(() => undefined, 1000);
  const told = stopSignal();
  process.kill(process.pid, 'SIGTERM');
  process.kill(process.pid, 'SIGINT');
  const signal = await told;
  process.stdout.write('closed in order after ' + signal);
  ${end}`;

describe('the signal to stop', () => {
  it('lets the process close in order, told once or twice, and end by itself', async () => {
    expect(await endOf(program('clearInterval(alive);'))).toMatchObject({
      code: 0,
      said: expect.stringMatching(/^closed in order after SIG(TERM|INT)$/),
    });
  });

  it('is what the process ends by when it says so', async () => {
    expect(await endOf(program("endBy('SIGTERM');"))).toMatchObject({ code: null, signal: 'SIGTERM' });
  });
});
