import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { processIdentity, type ProcessRegistry, ServerProcess } from '@timetable/embedded';
import { Supervised } from './supervised.js';

const unwatched: ProcessRegistry = { started: () => Promise.resolve(), ended: () => Promise.resolve() };
let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'supervised-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

const launch =
  (script: string, stopTimeoutMs = 5_000) =>
  (): Promise<ServerProcess> =>
    ServerProcess.start(
      {
        name: 'test',
        command: process.execPath,
        args: ['-e', script],
        stopSignal: 'SIGTERM',
        stopTimeoutMs,
        logFile: join(directory, 'log'),
      },
      unwatched,
    );
const FOREVER = 'setInterval(() => {}, 1000)';

describe('a supervised process', () => {
  it('is started again when it is killed, and told of', async () => {
    const said: string[] = [];
    const supervised = new Supervised('test', launch(FOREVER), (line) => said.push(line));
    await supervised.start();
    const first = supervised.pid ?? 0;
    process.kill(first, 'SIGKILL');
    while (supervised.pid === undefined || supervised.pid === first) await sleep(50);
    expect(said).toEqual(['test s’est arrêté (SIGKILL) : nouveau démarrage dans 0.5 s.']);
    expect(supervised.crashes).toBe(1);
    await supervised.stop();
  });

  it('stays down while it is suspended, and comes back when asked', async () => {
    const supervised = new Supervised('test', launch(FOREVER), () => undefined);
    await supervised.start();
    await supervised.suspend();
    await sleep(700);
    expect(supervised.pid).toBeUndefined();
    await supervised.resume();
    expect(supervised.pid).toBeDefined();
    await supervised.stop();
    await supervised.resume();
    expect(supervised.pid).toBeUndefined();
  });

  it('waits longer and longer before it starts again what ends at once', async () => {
    const said: string[] = [];
    const supervised = new Supervised('test', launch('process.exit(3)'), (line) => said.push(line));
    await supervised.start();
    while (said.length < 2) await sleep(50);
    await supervised.stop();
    expect(said[0]).toContain('(code 3) : nouveau démarrage dans 0.5 s');
    expect(said[1]).toContain('dans 1 s');
  });

  it('is killed with its children when it does not stop by itself', async () => {
    const stubborn =
      `process.on('SIGTERM', () => {}); const { pid } = require('child_process').spawn(process.execPath, ['-e', '${FOREVER}']); ` +
      `require('fs').writeFileSync('${join(directory, 'child')}', String(pid)); ${FOREVER}`;
    const supervised = new Supervised('test', launch(stubborn, 300), () => undefined);
    await supervised.start();
    const pid = supervised.pid ?? 0;
    const childOf = async (): Promise<number> =>
      Number(await readFile(join(directory, 'child'), 'utf8').catch(() => '0'));
    while ((await childOf()) === 0) await sleep(50);
    const child = await childOf();
    expect(await processIdentity(child)).toBeDefined();
    await supervised.stop();
    expect(await processIdentity(pid)).toBeUndefined();
    // Killed with its group: gone within moments.
    while ((await processIdentity(child)) !== undefined) await sleep(20);
  });
});
