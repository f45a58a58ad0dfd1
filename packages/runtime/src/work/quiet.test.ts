import { expect, it } from '@jest/globals';
import { setImmediate } from 'node:timers/promises';
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

it('tells in the background, and says what could not be told, which is then told again', async () => {
  const quiet = new Quiet();
  const told: string[] = [];
  const tell = (failure?: string) => {
    quiet.tell(
      'a',
      () => {
        told.push('a');
        return failure === undefined ? Promise.resolve() : Promise.reject(new Error(failure));
      },
      (error) => told.push(String(error)),
    );
  };
  tell('away');
  tell();
  expect(told).toEqual(['a']);
  await setImmediate();
  tell();
  tell();
  expect(told).toEqual(['a', 'Error: away', 'a']);
});
