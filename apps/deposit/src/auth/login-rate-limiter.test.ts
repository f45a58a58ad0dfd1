import { beforeEach, describe, expect, it } from '@jest/globals';
import { LoginRateLimiter, type Attempt } from './login-rate-limiter.js';

let limits: LoginRateLimiter;
let guesses: number;

beforeEach(() => {
  limits = new LoginRateLimiter();
  guesses = 0;
});

/** A new guess each time, unless the test says which. */
function attempt(overrides: Partial<Attempt> = {}): Attempt {
  guesses += 1;
  return { login: 'emp.a', network: '192.0.2.1', isAtHome: false, guess: `guess ${guesses}`, ...overrides };
}
const failures = (n: number, overrides: (i: number) => Partial<Attempt>): void => {
  for (let i = 0; i < n; i += 1) limits.fail(attempt(overrides(i)), 0);
};
const isOpen = (overrides: Partial<Attempt> = {}): boolean => limits.waitSeconds(attempt(overrides), 0) === 0;

describe('the limits on tries', () => {
  it('are 10 from a network and 20 for a login, in ten minutes', () => {
    failures(9, (i) => ({ login: `emp.${i}` }));
    expect(isOpen()).toBe(true);
    failures(1, () => ({ login: 'emp.9' }));
    expect(limits.waitSeconds(attempt(), 0)).toBe(600);
    expect(isOpen({ network: '192.0.2.2' })).toBe(true);
    failures(20, (i) => ({ login: 'emp.b', network: `198.51.100.${i}` }));
    expect(isOpen({ login: 'emp.b', network: '203.0.113.1' })).toBe(false);
  });

  it('let an account in where it was last used, whatever its neighbours and strangers tried', () => {
    failures(10, (i) => ({ login: `emp.${i}` }));
    failures(20, (i) => ({ network: `198.51.100.${i}` }));
    expect(isOpen()).toBe(false);
    expect(isOpen({ isAtHome: true })).toBe(true);
  });

  it('are 10 for an account there too, and its failures count for its neighbours', () => {
    failures(9, () => ({ isAtHome: true }));
    expect(isOpen({ isAtHome: true })).toBe(true);
    failures(1, () => ({ isAtHome: true }));
    expect(isOpen({ isAtHome: true })).toBe(false);
    expect(isOpen({ login: 'emp.b' })).toBe(false);
    expect(isOpen({ login: 'emp.b', isAtHome: true })).toBe(true);
  });

  it.each([[true], [false]])(
    'take yesterday’s password, sent again and again, for one guess (%p)',
    (isAtHome) => {
      const stale = { guess: 'yesterday', isAtHome };
      failures(10, () => stale);
      expect(isOpen(stale)).toBe(false);
      expect(isOpen({ isAtHome })).toBe(true);
      expect(isOpen({ login: 'emp.b' })).toBe(true);
    },
  );
});
