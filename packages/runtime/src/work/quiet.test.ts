import { expect, it } from '@jest/globals';
import { Quiet } from './quiet.js';

it('lets a thing be told once in a while, others meanwhile, and again what could not be told', () => {
  let now = 0;
  const quiet = new Quiet(60_000, () => now);
  expect([quiet.mayTell('a'), quiet.mayTell('a'), quiet.mayTell('b')]).toEqual([true, false, true]);
  now = 59_999;
  expect(quiet.mayTell('a')).toBe(false);
  now = 60_000;
  expect([quiet.mayTell('a'), quiet.mayTell('a')]).toEqual([true, false]);
  quiet.forget('a');
  expect(quiet.mayTell('a')).toBe(true);
});
