import { describe, expect, it } from '@jest/globals';
import type { StuckImport } from '@timetable/persistence';
import { pino } from 'pino';
import { Sweeper } from './sweeper.js';

const now = new Date('2026-11-24T08:00:00Z');
const clock = { now: () => now };
const stuck = (status: StuckImport['status'], campusCode = 'CITE', underWaySeconds = 300): StuckImport => ({
  importId: `import-of-${campusCode}`,
  campusCode,
  attempt: 2,
  status,
  underWaySeconds,
});

class Scene {
  readonly requeued: [string, number][] = [];
  readonly lines: string[] = [];
  readonly sweeper: Sweeper;

  constructor(found: readonly StuckImport[], isRunning: (campusCode: string) => Promise<boolean>) {
    this.sweeper = new Sweeper(
      {
        stuck: () => Promise.resolve(found),
        requeueStuck: ({ campusCode }, _now, delaySeconds) =>
          Promise.resolve(this.requeued.push([campusCode, delaySeconds]) > 0),
      },
      { isRunning: ({ campusCode }) => isRunning(campusCode) },
      clock,
      pino({ level: 'error' }, { write: (line: string) => void this.lines.push(line) }),
    );
  }
}

const runs = () => Promise.resolve(true);
const isGone = () => Promise.resolve(false);

describe('Sweeper', () => {
  it('queues again an import that runs in the database but not in Temporal', async () => {
    const { sweeper, requeued } = new Scene([stuck('running')], isGone);
    await sweeper.sweep();
    expect(requeued).toEqual([['CITE', 0]]);
  });

  it('leaves alone an import whose workflow runs, however long it is silent, and one that has just been handed over', async () => {
    const found = [stuck('running'), stuck('received', 'NEW', 5)];
    const { sweeper, requeued } = new Scene(found, (campus) => (campus === 'NEW' ? isGone() : runs()));
    await sweeper.sweep();
    expect(requeued).toEqual([]);
  });

  it('has one that never began come back later', async () => {
    const { sweeper, requeued } = new Scene([stuck('received')], isGone);
    await sweeper.sweep();
    expect(requeued).toEqual([['CITE', 4]]);
  });

  it('goes on with the others when one campus fails, says so once and counts it until it is well', async () => {
    let isWell = false;
    const found = [stuck('running', 'BAD'), stuck('running', 'GOOD')];
    const { sweeper, requeued, lines } = new Scene(found, (campus) =>
      campus === 'BAD' && !isWell ? Promise.reject(new Error('no answer')) : isGone(),
    );
    await sweeper.sweep();
    await sweeper.sweep();
    expect(requeued.map(([campus]) => campus)).toEqual(['GOOD', 'GOOD']);
    expect(sweeper.failingCampuses).toBe(1);
    expect(lines).toHaveLength(1);
    isWell = true;
    await sweeper.sweep();
    expect(sweeper.failingCampuses).toBe(0);
    expect(requeued.map(([campus]) => campus)).toContain('BAD');
  });
});
