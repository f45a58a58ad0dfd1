import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Upkeep } from './upkeep.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOW = new Date('2026-09-01T08:00:00Z');

/** What the upkeep did, in words. */
let done: string[];
let warned: unknown[];
let sweepOrphans: (end: AbortSignal) => Promise<number>;
let showLife: () => Promise<void>;
let upkeep: Upkeep;

const times = (what: string): number => done.filter((each) => each === what).length;

beforeEach(() => {
  jest.useFakeTimers();
  done = [];
  warned = [];
  sweepOrphans = () => Promise.resolve(0);
  showLife = () => Promise.resolve();
  const note = (what: string): void => {
    done.push(what);
  };
  upkeep = new Upkeep({
    forest: {
      expire: () => {
        note('trees');
      },
    },
    spool: {
      showLife: () => (note('life'), showLife()),
      sweep: () => (note('spool'), Promise.resolve(0)),
      clear: () => (note('clear'), Promise.resolve()),
    },
    sweeper: { sweep: (_, end) => (note('orphans'), sweepOrphans(end)) },
    clock: { now: () => NOW },
    logger: {
      info: () => undefined,
      warn: (what: unknown) => {
        warned.push(what);
      },
    },
  });
});

afterEach(() => {
  jest.useRealTimers();
});

describe('the upkeep', () => {
  it('shows life and lets trees expire every minute, sweeps the spool every five, orphans every six hours', async () => {
    upkeep.start();
    await jest.advanceTimersByTimeAsync(6 * HOUR_MS);
    expect([times('life'), times('trees'), times('spool'), times('orphans')]).toEqual([361, 361, 73, 2]);
  });

  it('shows life while a sweep lasts, and begins no other meanwhile', async () => {
    sweepOrphans = () => new Promise(() => undefined);
    upkeep.start();
    await jest.advanceTimersByTimeAsync(13 * HOUR_MS);
    expect([times('life'), times('spool'), times('orphans')]).toEqual([13 * 60 + 1, 13 * 12 + 1, 1]);
  });

  it('ends a sweep that is under way when it stops, and warns of nothing', async () => {
    sweepOrphans = (end) =>
      new Promise((_, reject) => {
        end.addEventListener('abort', () => {
          reject(new Error('stopped in the middle'));
        });
      });
    upkeep.start();
    await upkeep.stop();
    await upkeep.clear();
    await jest.advanceTimersByTimeAsync(6 * HOUR_MS);
    expect(done).toEqual(['life', 'trees', 'spool', 'orphans', 'clear']);
    expect(warned).toEqual([]);
  });

  it('waits, when it stops, for what cannot be ended', async () => {
    const written = Promise.withResolvers<undefined>();
    showLife = () => written.promise;
    upkeep.start();
    let hasStopped = false;
    const stopping = upkeep.stop().then(() => (hasStopped = true));
    await jest.advanceTimersByTimeAsync(MINUTE_MS);
    expect(hasStopped).toBe(false);
    written.resolve(undefined);
    await stopping;
  });

  it('says what failed, and tries it again', async () => {
    showLife = () => Promise.reject(new Error('read-only'));
    upkeep.start();
    await jest.advanceTimersByTimeAsync(MINUTE_MS);
    expect(warned).toEqual(Array(2).fill({ err: new Error('read-only'), upkeep: 'sign of life' }));
    expect(times('spool')).toBe(1);
  });
});
