import { describe, expect, it } from '@jest/globals';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import {
  depthOf,
  destinationOf,
  lockTimeoutOf,
  lockTokenOf,
  matchesEtag,
  overwriteOf,
  rangeOf,
} from './request-headers.js';

function requestWith(headers: Record<string, string>): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  Object.assign(request.headers, headers);
  return request;
}

const refused = (status: number): unknown => expect.objectContaining({ status });

describe('the headers of a request', () => {
  it('have the defaults of the RFC, except that a listing without depth is not endless', () => {
    expect(depthOf(requestWith({}), '1')).toBe('1');
    expect(depthOf(requestWith({ depth: 'Infinity' }), '1')).toBe('infinity');
    expect(() => depthOf(requestWith({ depth: 'x' }), '1')).toThrow(refused(400));
    expect(() => depthOf(requestWith({ depth: '-1' }), '1')).toThrow(refused(400));
    expect(overwriteOf(requestWith({}))).toBe(true);
    expect(overwriteOf(requestWith({ overwrite: 'f' }))).toBe(false);
    expect(() => overwriteOf(requestWith({ overwrite: 'yes' }))).toThrow(refused(400));
  });

  it.each([
    ['/webdav/jaures/EDT.zip'],
    ['http://ent.example/webdav/jaures/EDT.zip'],
    ['https://behind.a.proxy/webdav/jaures/EDT.zip'],
  ])('name a destination by path or by URL of any scheme: %s', (destination) => {
    expect(destinationOf(requestWith({ destination }))).toEqual(['jaures', 'EDT.zip']);
  });

  it('refuse a destination that is missing, outside or malformed', () => {
    expect(() => destinationOf(requestWith({}))).toThrow(refused(400));
    expect(() => destinationOf(requestWith({ destination: 'http://elsewhere/x' }))).toThrow(refused(502));
    expect(() => destinationOf(requestWith({ destination: '/webdav/a/../b' }))).toThrow(refused(400));
  });

  it('state a lock life in any of its forms', () => {
    expect(lockTimeoutOf(requestWith({ timeout: 'Infinite, Second-4100000000' }))).toBe(4_100_000_000);
    expect(lockTimeoutOf(requestWith({ timeout: 'Second-90' }))).toBe(90);
    expect(lockTimeoutOf(requestWith({ timeout: 'Infinite' }))).toBe(Number.MAX_SAFE_INTEGER);
    expect(lockTokenOf(requestWith({ 'lock-token': '<opaquelocktoken:1>' }))).toBe('opaquelocktoken:1');
    expect(lockTokenOf(requestWith({ 'lock-token': 'opaquelocktoken:1' }))).toBe('opaquelocktoken:1');
    for (const malformed of ['', '<>', '<opaquelocktoken:1', 'opaquelocktoken:1>', 'one two', '<a><b>'])
      expect(() => lockTokenOf(requestWith({ 'lock-token': malformed }))).toThrow(refused(400));
  });

  it.each([
    [undefined, undefined],
    ['bytes=0-9', { start: 0, end: 9 }],
    ['bytes=90-', { start: 90, end: 99 }],
    ['bytes=90-500', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-500', { start: 0, end: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-3', undefined],
    ['bytes=0-1,3-4', undefined],
    ['lines=0-1', undefined],
    ['bytes=-', undefined],
    ['bytes=99999999999999999999-', undefined],
  ])('ask for one range of 100 bytes or for the whole: %s', (header, expected) => {
    expect(rangeOf(header, 100)).toEqual(expected);
  });

  it('compare entity tags', () => {
    expect(matchesEtag('*', '"a"')).toBe(true);
    expect(matchesEtag('*', undefined)).toBe(false);
    expect(matchesEtag('"x", W/"a"', '"a"')).toBe(true);
    expect(matchesEtag('"x"', '"a"')).toBe(false);
  });
});
