import { describe, expect, it } from '@jest/globals';
import { LoginAttempts } from './login-attempts.js';

describe('login attempts', () => {
  const WINDOW_MS = 60_000;

  it('are refused beyond the limit until the oldest leaves the window, refused ones not counting', async () => {
    let now = 0;
    const attempts = new LoginAttempts(() => now);
    const attempt = () => attempts.increment('login:x', WINDOW_MS, 2);
    expect(await attempt()).toMatchObject({ totalHits: 1, isBlocked: false });
    now = 10_000;
    expect(await attempt()).toMatchObject({ totalHits: 2, isBlocked: false });
    now = 20_000;
    expect(await attempt()).toEqual({
      totalHits: 2,
      timeToExpire: 40,
      isBlocked: true,
      timeToBlockExpire: 40,
    });
    now = 60_001;
    expect(await attempt()).toMatchObject({ totalHits: 2, isBlocked: false });
  });

  it('that succeed are taken back', async () => {
    const attempts = new LoginAttempts(() => 0);
    for (let tries = 0; tries < 50; tries += 1) {
      expect((await attempts.increment('login:x', WINDOW_MS, 2)).isBlocked).toBe(false);
      attempts.succeeded(['login:x']);
    }
  });

  it('of one login do not count for another', async () => {
    const attempts = new LoginAttempts(() => 0);
    await attempts.increment('login:x', WINDOW_MS, 1);
    expect((await attempts.increment('login:y', WINDOW_MS, 1)).isBlocked).toBe(false);
  });
});
