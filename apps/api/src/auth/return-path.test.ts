import { describe, expect, it } from '@jest/globals';
import { safeReturnPath, signInPath } from './return-path.js';

describe('the page to come back to', () => {
  it.each([
    ['/api/v1/imports/1/report', '/api/v1/imports/1/report'],
    ['/api/docs?x=1&y=é', '/api/docs?x=1&y=%C3%A9'],
    ['/', '/'],
    ['/a/../b', '/b'],
  ])('is the one asked for: %s', (wanted, path) => {
    expect(safeReturnPath(wanted)).toBe(path);
  });

  it.each([
    ...['//evil.example', '///evil.example', '/\\evil.example', '\\\\evil.example', '/\t/evil.example'],
    ...['https://evil.example/', 'javascript:alert(1)', 'evil.example', '', ' /x', '/..//evil.example'],
    ...['/.//evil.example', '/%0d%0a/../..//evil.example', '/connexion?retour=/x', ['/x'], undefined, 7],
  ])('is never elsewhere, nor the sign-in itself: %j', (wanted) => {
    expect(safeReturnPath(wanted)).toBe('/');
  });

  it('travels whole', () => {
    const url = new URL(signInPath('/a?b=c&d=é'), 'http://ours');
    expect([url.pathname, url.searchParams.get('retour')]).toEqual(['/connexion', '/a?b=c&d=%C3%A9']);
  });
});
