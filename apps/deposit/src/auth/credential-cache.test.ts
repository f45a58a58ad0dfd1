import { describe, expect, it } from '@jest/globals';
import { CredentialCache } from './credential-cache.js';

describe('the credential cache', () => {
  it('tells credentials apart by login and password, and from one process to the next', () => {
    const cache = new CredentialCache();
    const digests = [
      cache.digestOf('a', 'bc'),
      cache.digestOf('ab', 'c'),
      cache.digestOf('a', 'BC'),
      new CredentialCache().digestOf('a', 'bc'),
    ];
    expect(new Set(digests).size).toBe(4);
    expect(cache.digestOf('a', 'bc')).toBe(digests[0]);
  });

  it('holds a credential for the version it was checked with, and drops it once another was asked for', () => {
    const cache = new CredentialCache();
    cache.keep('digest', 1);
    expect(cache.has('digest', 1)).toBe(true);
    expect(cache.has('digest', 2)).toBe(false);
    expect(cache.has('digest', 1)).toBe(false);
  });

  it('is bounded: the credential that has not been used for the longest time goes first', () => {
    const cache = new CredentialCache(2);
    cache.keep('a', 1);
    cache.keep('b', 1);
    expect(cache.has('a', 1)).toBe(true);
    cache.keep('c', 1);
    expect(['a', 'b', 'c'].map((digest) => cache.has(digest, 1))).toEqual([true, false, true]);
  });
});
