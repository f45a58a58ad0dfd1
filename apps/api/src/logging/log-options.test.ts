import { describe, expect, it } from '@jest/globals';
import { anonymousPath, levelOf } from './log-options.js';

describe('the path written in the log', () => {
  it.each([
    ['/api/v1/campuses/DEMO/imports?limit=3', '/api/v1/campuses/DEMO/imports'],
    ['/api/v1/campuses/DEMO/directory/users?q=durand', '/api/v1/campuses/DEMO/directory/users'],
    [
      '/api/v1/campuses/DEMO/deposit-accounts/emp.marie.durand/password',
      '/api/v1/campuses/DEMO/deposit-accounts/…/password',
    ],
    ['/api/v1/campuses/DEMO/matches/pupil/durand%20marie', '/api/v1/campuses/DEMO/matches/pupil/…'],
    ['/api/v1/accounts/marie.durand', '/api/v1/accounts/…'],
    ['/API/V1/Accounts/marie.durand', '/API/V1/Accounts/…'],
  ])('of %s is %s', (url, logged) => {
    expect(anonymousPath(url)).toBe(logged);
  });
});

it('writes a line per request, and an error only where something here is wrong', () => {
  expect([200, 404, 429, 500, 503, 507].map(levelOf)).toEqual([
    'debug',
    'info',
    'info',
    'error',
    'info',
    'error',
  ]);
});
