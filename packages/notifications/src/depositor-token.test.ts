import { describe, expect, it } from '@jest/globals';
import { DEPOSITOR_LINK_DAYS, depositorLink, readDepositor, signDepositor } from './depositor-token.js';

const SECRET = 's'.repeat(32);
const HOLDER = { login: 'emp.marie.durand', version: 3 };
const DAY_MS = 24 * 60 * 60 * 1000;

describe('the link of a depositor', () => {
  it('says whose account it is, and as of which of its passwords', async () => {
    const token = await signDepositor(SECRET, 'depositor-link', HOLDER);
    expect(await readDepositor(SECRET, 'depositor-link', token)).toEqual(HOLDER);
    expect(depositorLink('https://ent.example', token)).toBe(`https://ent.example/mes-depots#${token}`);
  });

  it('is worth nothing a week later, nor as the session of a browser', async () => {
    const aWeekAgo = new Date(Date.now() - DEPOSITOR_LINK_DAYS * DAY_MS);
    const token = await signDepositor(SECRET, 'depositor-link', HOLDER);
    const old = await signDepositor(SECRET, 'depositor-link', HOLDER, aWeekAgo);
    expect(await readDepositor(SECRET, 'depositor-link', old)).toBeUndefined();
    expect(await readDepositor(SECRET, 'depositor-session', token)).toBeUndefined();
  });
});
