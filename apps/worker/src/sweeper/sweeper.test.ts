import { describe, expect, it } from '@jest/globals';
import type { StuckImport } from '@timetable/persistence';
import { pino } from 'pino';
import { Sweeper } from './sweeper.js';

const log = pino({ level: 'silent' });
const now = new Date('2026-11-24T08:00:00Z');
const clock = { now: () => now };
const stuck = (status: StuckImport['status']): StuckImport => ({
  importId: 'import-1',
  campusCode: 'CITE',
  attempt: 2,
  status,
});

async function requeuedBy(
  found: StuckImport,
  temporal: { isRunning: boolean; isQueued: boolean },
): Promise<readonly StuckImport[]> {
  const requeued: StuckImport[] = [];
  const imports = {
    stuck: (idleSeconds: number) => {
      expect(idleSeconds).toBe(120);
      return Promise.resolve([found]);
    },
    requeueStuck: (one: StuckImport) => Promise.resolve(requeued.push(one) > 0),
  };
  const answers = {
    isRunning: () => Promise.resolve(temporal.isRunning),
    isQueued: () => Promise.resolve(temporal.isQueued),
  };
  await new Sweeper(imports, answers, clock, log).sweep();
  return requeued;
}

describe('Sweeper', () => {
  it('queues again an import that runs in the database but not in Temporal', async () => {
    expect(await requeuedBy(stuck('running'), { isRunning: false, isQueued: false })).toHaveLength(1);
  });

  it('leaves alone an import whose workflow runs, however long it is silent', async () => {
    expect(await requeuedBy(stuck('running'), { isRunning: true, isQueued: false })).toEqual([]);
  });

  it('leaves alone an import that waits its turn, and queues again one whose queue was lost', async () => {
    expect(await requeuedBy(stuck('received'), { isRunning: false, isQueued: true })).toEqual([]);
    expect(await requeuedBy(stuck('received'), { isRunning: false, isQueued: false })).toHaveLength(1);
  });

  it('completes nothing from a Temporal that does not answer', async () => {
    const imports = {
      stuck: () => Promise.resolve([stuck('running')]),
      requeueStuck: () => Promise.reject(new Error('must not be asked')),
    };
    const down = () => Promise.reject(new Error('no answer'));
    const sweeper = new Sweeper(imports, { isRunning: down, isQueued: down }, clock, log);
    await expect(sweeper.sweep()).rejects.toThrow('no answer');
  });
});
