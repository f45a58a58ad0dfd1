import { describe, expect, it } from '@jest/globals';
import { BucketUnavailable } from '@timetable/storage';
import { isDependencyFailure } from './dependency-failure.js';

const withCode = (code: string): Error => Object.assign(new Error('failed'), { code });

describe('a failure of what we depend on', () => {
  it.each([
    ['a refused connection', withCode('ECONNREFUSED')],
    ['every address refused', new AggregateError([withCode('ECONNREFUSED')])],
    ['a server that stops', withCode('57P01')],
    ['too many connections', withCode('53300')],
    ['a cut connection', new Error('Connection terminated unexpectedly')],
    ['a pool that gives up', new Error('timeout exceeded when trying to connect')],
    ['a bucket that refuses for now', new BucketUnavailable('upload: the bucket does not answer')],
    ['one wrapped by the driver', new Error('query failed', { cause: withCode('08006') })],
  ])('is %s', (_, error) => {
    expect(isDependencyFailure(error)).toBe(true);
  });

  it.each([
    ['a defect', new TypeError('x is undefined')],
    ['a wrong query', withCode('42P01')],
    ['what is no error', 'ECONNREFUSED'],
  ])('is not %s', (_, error) => {
    expect(isDependencyFailure(error)).toBe(false);
  });
});
