import { describe, expect, it } from '@jest/globals';
import { holds, parseIfHeader } from './if-header.js';

const PATH = ['jaures', 'EDT.zip'];
const T1 = 'opaquelocktoken:1';
const T2 = 'opaquelocktoken:2';
const state = { etag: '"abc"', tokens: new Set([T1]) };
const none = { etag: undefined, tokens: new Set<string>() };
const holdsHere = (header: string): boolean =>
  holds(parseIfHeader(header), PATH, (path) => (path.join('/') === 'jaures/EDT.zip' ? state : none));

describe('the If header', () => {
  it.each([
    [`(<${T1}>)`, true],
    [`(<${T2}>)`, false],
    ['(["abc"])', true],
    ['(["xyz"])', false],
    [`(<${T1}> ["abc"])`, true],
    [`(<${T1}> ["xyz"])`, false],
    [`(<${T2}>) (["abc"])`, true],
    [`(<${T2}>)(["xyz"])`, false],
    ['(Not <DAV:no-lock>)', true],
    ['(<DAV:no-lock>)', false],
    [`(Not <${T1}>)`, false],
    [`(<${T1}> Not <DAV:no-lock>)`, true],
    [`</webdav/jaures/EDT.zip> (<${T1}>)`, true],
    [`<http://ent.example/webdav/jaures//EDT%2Ezip> (<${T1}>)`, true],
    [`</webdav/jaures/other> (<${T1}>)`, false],
    [`</webdav/jaures/other> (Not <${T1}>)`, true],
    [`<http://elsewhere/> (<${T1}>) (Not <${T1}>)`, true],
    [`</webdav/jaures/other> (<${T1}>) </webdav/jaures/EDT.zip> (["abc"])`, true],
    ['([W/"abc"])', false],
  ])('%s is %s', (header, expected) => {
    expect(holdsHere(header)).toBe(expected);
  });

  it('shows every token in it, negated ones too', () => {
    expect(parseIfHeader(`(<${T1}>) (Not <${T2}> ["x"])`).tokens).toEqual(new Set([T1, T2]));
  });

  it.each([
    [''],
    ['()'],
    ['('],
    ['(<x'],
    [`<${T1}>`],
    [`(${T1})`],
    ['(Not)'],
    ['([abc])'],
    [`(<${T1}>) garbage`],
    [Array.from({ length: 65 }, () => '(<a>)').join(' ')],
    [`(${'<a> '.repeat(300)})`],
  ])('is refused when it is malformed or too long: %s', (header) => {
    expect(() => parseIfHeader(header)).toThrow(expect.objectContaining({ status: 400 }));
  });
});
