import { beforeEach, describe, expect, it } from '@jest/globals';
import { FailureWindow } from './failure-window.js';

const WINDOW_MS = 60_000;
let window: FailureWindow;

beforeEach(() => {
  window = new FailureWindow(3, WINDOW_MS, 4);
});

const fail = (guesses: string, nowMs = 0, key = 'key'): void => {
  for (const guess of guesses) window.fail(key, guess, nowMs);
};
const wait = (guess: string, nowMs = 0, key = 'key'): number => window.waitSeconds(key, guess, nowMs);

describe('a window of failures', () => {
  it('holds back a guess after as many different ones as the limit, for its own key only', () => {
    fail('ab');
    expect(wait('c')).toBe(0);
    fail('c');
    expect(wait('d')).toBe(60);
    expect(wait('a')).toBe(60);
    expect(wait('d', 0, 'other')).toBe(0);
  });

  it('holds back the same guess after as many failures as the limit, and no other with it', () => {
    fail('aaa');
    expect(wait('a')).toBe(60);
    expect(wait('b')).toBe(0);
  });

  it('counts what failed before against who repeats one of it: two guesses in turns are no way round', () => {
    fail('aba');
    expect(wait('b')).toBe(60);
    expect(wait('c')).toBe(0);
  });

  it('lets go when the failure that fills the limit is as old as the window', () => {
    fail('a', 0);
    fail('b', 20_000);
    fail('c', 40_000);
    expect(wait('d', 40_000)).toBe(20);
    expect(wait('d', WINDOW_MS)).toBe(0);
    fail('d', WINDOW_MS);
    expect(wait('e', WINDOW_MS)).toBe(20);
  });

  it('keeps the different guesses, however often one of them is repeated after them', () => {
    fail('abc');
    fail('cccccccccc');
    expect(wait('d')).toBe(60);
  });

  it('keeps a bounded number of keys, and forgets the one that has been calm for the longest time', () => {
    for (const key of ['1', '2', '3', '4', '1', '5']) fail('abc', 0, key);
    expect(['1', '2', '3', '4', '5'].filter((key) => wait('d', 0, key) === 0)).toEqual(['2']);
  });
});
