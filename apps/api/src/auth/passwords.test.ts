import { describe, expect, it } from '@jest/globals';
import { hashPassword } from '@timetable/persistence';
import { Passwords } from './passwords.js';

const COST = { N: 16, r: 1, p: 1 };

describe('passwords', () => {
  it('are checked in turn, and refused for the time being when too many wait', async () => {
    const passwords = new Passwords(COST);
    const hash = await hashPassword('velours', COST);
    const checks = Array.from({ length: 300 }, async (_, index) =>
      passwords.verify(index % 2 === 0 ? 'velours' : 'citron', hash),
    );
    const outcomes = await Promise.allSettled(checks);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(300 - 202);
    expect(refused[0]).toMatchObject({ reason: { code: 'unavailable', retryAfterS: 10 } });
    expect(outcomes.slice(0, 2)).toEqual([
      { status: 'fulfilled', value: true },
      { status: 'fulfilled', value: false },
    ]);
    expect(await passwords.verify('velours', hash)).toBe(true);
  });

  it('of nobody are never right', async () => {
    expect(await new Passwords(COST).verify('velours', undefined)).toBe(false);
  });
});
