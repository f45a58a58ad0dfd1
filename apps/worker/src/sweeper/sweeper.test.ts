import { describe, expect, it, jest } from '@jest/globals';
import type { StuckImport } from '@timetable/persistence';
import type { Whereabouts } from '@timetable/temporal';
import { pino } from 'pino';
import { IntervalJob } from '@timetable/runtime';
import { Sweeper, SWEEP_INTERVAL_MS } from './sweeper.js';

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
  readonly interrupted: string[] = [];
  readonly told: string[] = [];
  readonly replaced: string[] = [];
  readonly lines: string[] = [];
  readonly sweeper: Sweeper;

  constructor(
    found: readonly StuckImport[] | (() => readonly StuckImport[]),
    whereabouts: (campusCode: string) => Promise<Whereabouts>,
    private readonly hasPublished = false,
  ) {
    this.sweeper = new Sweeper(
      {
        stuck: () => Promise.resolve(typeof found === 'function' ? found() : found),
        interruptTerminated: ({ campusCode }) => {
          if (!this.hasPublished) this.interrupted.push(campusCode);
          return Promise.resolve(!this.hasPublished);
        },
        requeueStuck: ({ campusCode }, _now, delaySeconds) =>
          Promise.resolve(this.requeued.push([campusCode, delaySeconds]) > 0),
      },
      {
        whereabouts: ({ campusCode }) => whereabouts(campusCode),
        tellOfWork: (campusCode) => Promise.resolve(void this.told.push(campusCode)),
        replaceCoordinator: (campusCode) => Promise.resolve(void this.replaced.push(campusCode)),
      },
      clock,
      pino({ level: 'error' }, { write: (line: string) => void this.lines.push(line) }),
    );
  }
}

const runs = (): Promise<Whereabouts> => Promise.resolve('running');
const isGone = (): Promise<Whereabouts> => Promise.resolve('gone');
const isTerminated = (): Promise<Whereabouts> => Promise.resolve('terminated');

describe('Sweeper', () => {
  it('queues again an import that runs in the database but not in Temporal', async () => {
    const { sweeper, requeued } = new Scene([stuck('running')], isGone);
    await sweeper.sweep();
    expect(requeued).toEqual([['CITE', 0]]);
  });

  it('interrupts what somebody terminated, unless it has published: then it is brought to its end', async () => {
    const stopped = new Scene([stuck('running')], isTerminated);
    await stopped.sweeper.sweep();
    expect([stopped.interrupted, stopped.requeued]).toEqual([['CITE'], []]);

    const published = new Scene([stuck('running')], isTerminated, true);
    await published.sweeper.sweep();
    expect([published.interrupted, published.requeued]).toEqual([[], [['CITE', 0]]]);
  });

  it('leaves alone an import whose workflow runs, however long it is silent, and one that has just been handed over', async () => {
    const found = [stuck('running'), stuck('received', 'NEW', 5)];
    const { sweeper, requeued, told } = new Scene(found, (campus) => (campus === 'NEW' ? isGone() : runs()));
    await sweeper.sweep();
    expect([requeued, told]).toEqual([[], []]);
  });

  it('tells the coordinator again of what it has not begun, once for all of its imports', async () => {
    const untold = Array.from({ length: 20 }, () => stuck('received', 'UNTOLD', 10));
    const found = [...untold, stuck('received', 'BEGUN', 10)];
    const { sweeper, requeued, told } = new Scene(found, (campus) =>
      campus === 'UNTOLD' ? isGone() : runs(),
    );
    await sweeper.sweep();
    expect([requeued, told]).toEqual([[], ['UNTOLD']]);
  });

  it('has one that never began come back later, and replaces the coordinator that never started it, once', async () => {
    const { sweeper, requeued, replaced, told } = new Scene([stuck('received'), stuck('received')], isGone);
    await sweeper.sweep();
    expect(requeued).toEqual([
      ['CITE', 4],
      ['CITE', 4],
    ]);
    expect([replaced, told, sweeper.replacedCoordinators]).toEqual([['CITE'], [], 1]);
  });

  it('queues again one that is in no queue, which no coordinator was told of', async () => {
    const lost: StuckImport = { ...stuck('received'), underWaySeconds: undefined };
    const { sweeper, requeued, replaced } = new Scene([lost], isGone);
    await sweeper.sweep();
    expect([requeued, replaced]).toEqual([[['CITE', 4]], []]);
  });

  it('queues again one whose workflow runs and never takes charge', async () => {
    const { sweeper, requeued, replaced } = new Scene([stuck('received', 'CITE', 600)], runs);
    await sweeper.sweep();
    expect([requeued, replaced]).toEqual([[['CITE', 4]], []]);
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

  it('notices within 15 seconds what was terminated, whenever that was', async () => {
    jest.useFakeTimers();
    for (let terminatedAfterMs = 0; terminatedAfterMs < SWEEP_INTERVAL_MS; terminatedAfterMs += 500) {
      const begunAt = Date.now();
      const found = { ...stuck('running'), underWaySeconds: 0 };
      const { sweeper, interrupted } = new Scene(
        () => [{ ...found, underWaySeconds: (Date.now() - begunAt) / 1000 }],
        () => (Date.now() - begunAt >= terminatedAfterMs ? isTerminated() : runs()),
      );
      const job = new IntervalJob({
        intervalMs: SWEEP_INTERVAL_MS,
        turn: () => sweeper.sweep().then(() => false),
        onFailure: () => undefined,
      });
      job.start();
      await jest.advanceTimersByTimeAsync(terminatedAfterMs);
      expect(interrupted).toEqual([]);
      await jest.advanceTimersByTimeAsync(15_000);
      expect(interrupted).not.toEqual([]);
      await job.stop();
    }
    jest.useRealTimers();
  });
});
