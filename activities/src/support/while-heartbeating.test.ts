import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { activityEnvironment } from '../testing/run-activity.js';
import { interruptible, passTurn, whileHeartbeating } from './while-heartbeating.js';

afterEach(() => {
  jest.useRealTimers();
});

describe('whileHeartbeating', () => {
  it('heartbeats every five seconds for as long as the work lasts', async () => {
    jest.useFakeTimers();
    const env = activityEnvironment();
    let beats = 0;
    env.on('heartbeat', () => beats++);
    const running = env.run(() =>
      whileHeartbeating(() => new Promise((done) => setTimeout(done, 16_000, 'x'))),
    );
    await jest.advanceTimersByTimeAsync(16_000);
    expect(await running).toBe('x');
    await jest.advanceTimersByTimeAsync(60_000);
    expect(beats).toBe(3);
  });

  it('ends as cancelled at the next checkpoint, whatever error that makes on its way out', async () => {
    const env = activityEnvironment();
    const running = env.run(() =>
      whileHeartbeating((checkpoint) => {
        env.cancel();
        try {
          checkpoint();
        } catch {
          throw new Error('the COPY was cut');
        }
        return Promise.resolve();
      }),
    );
    await expect(running).rejects.toMatchObject({ name: 'CancelledFailure' });
  });

  it('keeps the result of work that had passed its last checkpoint', async () => {
    const env = activityEnvironment();
    const running = env.run(() =>
      whileHeartbeating(() => {
        env.cancel();
        return Promise.resolve('published');
      }),
    );
    expect(await running).toBe('published');
  });
});

describe('interruptible', () => {
  it('gives every item and passes a checkpoint each thousand', () => {
    let checkpoints = 0;
    const items = Array.from({ length: 2_500 }, (_, index) => index);
    expect([...interruptible(items, () => checkpoints++)]).toEqual(items);
    expect(checkpoints).toBe(3);
  });
});

describe('passTurn', () => {
  it('lets what waits for the process go first, then stops where it was told to meanwhile', async () => {
    const env = activityEnvironment();
    const running = env.run(() =>
      whileHeartbeating(async (checkpoint) => {
        setImmediate(() => {
          env.cancel();
        });
        await passTurn(checkpoint);
        return 'went on';
      }),
    );
    await expect(running).rejects.toMatchObject({ name: 'CancelledFailure' });
  });
});
