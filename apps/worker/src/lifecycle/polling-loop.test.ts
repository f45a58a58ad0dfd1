import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { PollingLoop } from './polling-loop.js';

const log = pino({ level: 'silent' });
const FOR_EVER = 60_000;

/** A loop whose turns the test lets happen one by one. */
function countingLoop(turn: (count: number) => Promise<boolean>, intervalMs = FOR_EVER) {
  let count = 0;
  const loop = new PollingLoop({ name: 'test', intervalMs, log, turn: () => turn(++count) });
  return { loop, count: () => count };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('PollingLoop', () => {
  it('goes on at once while there is more, then waits', async () => {
    const { loop, count } = countingLoop((turn) => Promise.resolve(turn < 3));
    loop.start();
    await settle();
    expect(count()).toBe(3);
    await loop.stop();
  });

  it('is woken from its wait, even by what comes during a turn', async () => {
    const { loop, count } = countingLoop((turn) => {
      if (turn === 1) loop.wake();
      return Promise.resolve(false);
    });
    loop.start();
    await settle();
    expect(count()).toBe(2);
    loop.wake();
    await settle();
    expect(count()).toBe(3);
    await loop.stop();
  });

  it('survives a turn that fails', async () => {
    const { loop, count } = countingLoop(
      (turn) => (turn === 1 ? Promise.reject(new Error('down')) : Promise.resolve(false)),
      1,
    );
    loop.start();
    await settle();
    expect(count()).toBeGreaterThan(1);
    await loop.stop();
  });

  it('stops only once the turn under way has ended, and begins no other', async () => {
    let ended = 0;
    const { loop, count } = countingLoop(async () => {
      await settle();
      ended++;
      return true;
    });
    loop.start();
    await loop.stop();
    expect(ended).toBe(1);
    await settle();
    expect(count()).toBe(1);
  });
});
