import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Maintenance } from './maintenance.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOW = new Date('2026-09-01T08:00:00Z');

/** What the maintenance did, in words. */
let done: string[];
let warned: unknown[];
let sweepLeftovers: () => Promise<number>;
let showLife: () => Promise<void>;
let maintenance: Maintenance;

const times = (what: string): number => done.filter((each) => each === what).length;

beforeEach(() => {
  jest.useFakeTimers();
  done = [];
  warned = [];
  sweepLeftovers = () => Promise.resolve(0);
  showLife = () => Promise.resolve();
  const note = (what: string): void => {
    done.push(what);
  };
  maintenance = new Maintenance({
    trees: {
      expire: () => {
        note('trees');
      },
    },
    spool: {
      showLife: () => (note('life'), showLife()),
      sweep: () => (note('spool'), Promise.resolve(0)),
      clear: () => (note('clear'), Promise.resolve()),
    },
    files: { sweepSpool: () => (note('leftovers'), sweepLeftovers()) },
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

describe('the maintenance', () => {
  it('shows life and lets trees expire every minute, sweeps the spool every five, leftovers every six hours', async () => {
    maintenance.start();
    await jest.advanceTimersByTimeAsync(6 * HOUR_MS);
    expect([times('life'), times('trees'), times('spool'), times('leftovers')]).toEqual([361, 361, 73, 2]);
  });

  it('shows life while a sweep lasts, and begins no other meanwhile', async () => {
    sweepLeftovers = () => new Promise(() => undefined);
    maintenance.start();
    await jest.advanceTimersByTimeAsync(13 * HOUR_MS);
    expect([times('life'), times('spool'), times('leftovers')]).toEqual([13 * 60 + 1, 13 * 12 + 1, 1]);
  });

  it('begins nothing any more once it stopped, and clears what is its own', async () => {
    maintenance.start();
    await maintenance.stop();
    await maintenance.clear();
    await jest.advanceTimersByTimeAsync(6 * HOUR_MS);
    expect(done).toEqual(['life', 'trees', 'spool', 'leftovers', 'clear']);
    expect(warned).toEqual([]);
  });

  it('waits, when it stops, for what cannot be ended', async () => {
    const written = Promise.withResolvers<undefined>();
    showLife = () => written.promise;
    maintenance.start();
    let hasStopped = false;
    const stopping = maintenance.stop().then(() => (hasStopped = true));
    await jest.advanceTimersByTimeAsync(MINUTE_MS);
    expect(hasStopped).toBe(false);
    written.resolve(undefined);
    await stopping;
  });

  it('says what failed, and tries it again', async () => {
    showLife = () => Promise.reject(new Error('read-only'));
    maintenance.start();
    await jest.advanceTimersByTimeAsync(MINUTE_MS);
    expect(warned).toEqual(Array(2).fill({ err: new Error('read-only'), job: 'sign of life' }));
    expect(times('spool')).toBe(1);
  });
});
