import { describe, expect, it } from '@jest/globals';
import { completeDepositUrl } from './complete-url.js';

describe('completeDepositUrl', () => {
  it('puts the login and the password where EDT’s dialog wants them', () => {
    expect(completeDepositUrl('https://depot.example/webdav/jmoulin/', 'emp.c.bernard', 'Vx7-k')).toBe(
      'https://emp.c.bernard:Vx7-k@depot.example/webdav/jmoulin/',
    );
  });

  it('gives back what it was given, whatever characters a secret has', () => {
    const url = new URL(completeDepositUrl('http://localhost:8080/webdav/c/', 'a:b@c', 'p/é?#%$&@'));
    expect([url.host, url.pathname]).toEqual(['localhost:8080', '/webdav/c/']);
    expect([url.username, url.password].map(decodeURIComponent)).toEqual(['a:b@c', 'p/é?#%$&@']);
  });
});
