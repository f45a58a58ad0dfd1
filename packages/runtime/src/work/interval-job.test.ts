import { describe, expect, it } from '@jest/globals';
import { IntervalJob } from './interval-job.js';

const FOR_EVER = 60_000;

/** A job whose turns the test lets happen one by one. */
function countingJob(turn: (count: number) => Promise<boolean>, intervalMs = FOR_EVER) {
  let count = 0;
  const job = new IntervalJob({ intervalMs, turn: () => turn(++count), onFailure: () => undefined });
  return { job, count: () => count };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('an interval job', () => {
  it('goes on at once while there is more, then waits', async () => {
    const { job, count } = countingJob((turn) => Promise.resolve(turn < 3));
    job.start();
    await settle();
    expect(count()).toBe(3);
    await job.stop();
  });

  it('is woken from its wait, even by what comes during a turn', async () => {
    const { job, count } = countingJob((turn) => {
      if (turn === 1) job.wake();
      return Promise.resolve(false);
    });
    job.start();
    await settle();
    expect(count()).toBe(2);
    job.wake();
    await settle();
    expect(count()).toBe(3);
    await job.stop();
  });

  it('survives a turn that fails', async () => {
    const { job, count } = countingJob(
      (turn) => (turn === 1 ? Promise.reject(new Error('down')) : Promise.resolve(false)),
      1,
    );
    job.start();
    await settle();
    expect(count()).toBeGreaterThan(1);
    await job.stop();
  });

  it('ends a turn that heeds the signal when it stops, and tells of no failure', async () => {
    const failures: unknown[] = [];
    const job = new IntervalJob({
      intervalMs: FOR_EVER,
      turn: (end) =>
        new Promise((_, reject) => {
          end.addEventListener('abort', () => {
            reject(new Error('stopped in the middle'));
          });
        }),
      onFailure: (error) => failures.push(error),
    });
    job.start();
    await job.stop();
    expect(failures).toEqual([]);
  });

  it('stops only once the turn under way has ended, and begins no other', async () => {
    let ended = 0;
    const { job, count } = countingJob(async () => {
      await settle();
      ended++;
      return true;
    });
    job.start();
    await job.stop();
    expect(ended).toBe(1);
    await settle();
    expect(count()).toBe(1);
  });
});
