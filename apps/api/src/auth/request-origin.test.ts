import { describe, expect, it } from '@jest/globals';
import { comesFromAnotherSite } from './request-origin.js';

describe('a request that another site made the browser send', () => {
  it.each<[string, Record<string, string>, boolean]>([
    ['a program, which is no browser', {}, false],
    ['a page of ours', { 'sec-fetch-site': 'same-origin' }, false],
    ['an address that was typed', { 'sec-fetch-site': 'none' }, false],
    ['a neighbour under the same domain', { 'sec-fetch-site': 'same-site' }, true],
    ['another site', { 'sec-fetch-site': 'cross-site' }, true],
    [
      'our own page, in an old browser',
      { origin: 'https://ent.example:8443', host: 'ent.example:8443' },
      false,
    ],
    ['our own page behind a proxy', { origin: 'https://import.example', host: '10.0.0.7' }, false],
    ['another site, in an old browser', { origin: 'https://evil.example', host: 'ent.example' }, true],
    ['a page without origin', { origin: 'null', host: 'ent.example' }, true],
  ])('%s: %j %s', (_, headers, expected) => {
    expect(comesFromAnotherSite({ headers }, 'https://import.example/')).toBe(expected);
  });
});
