import { describe, expect, it } from '@jest/globals';
import { belowMount, decodeTarget, hrefOf, isWithin } from './resource-path.js';

const bytesOf = (text: string): string => Buffer.from(text).toString('latin1');

describe('the path of a request', () => {
  it.each([
    ['/webdav/jaures/EDT.zip'],
    ['//webdav//jaures///EDT.zip'],
    ['/webdav/jaures/EDT.zip/'],
    ['/webdav/jaures/EDT.zip?x=1'],
    ['/webdav/jaures/%45DT%2ezip'],
    ['/webdav/jaures/%45DT%2Ezip'],
    ['http://ent.example:8080/webdav/jaures/EDT.zip'],
    ['https://user@ent.example/webdav/jaures/EDT.zip'],
  ])('is the same however it is spelled: %s', (target) => {
    expect(belowMount(decodeTarget(target))).toEqual(['jaures', 'EDT.zip']);
  });

  it.each([['%c3%a9t%C3%A9.zip'], ['%e9t%E9.zip'], [bytesOf('été.zip')], ['e%cc%81te%cc%81.zip']])(
    'knows accents in UTF-8, in ISO-8859-1, raw and decomposed: %s',
    (name) => {
      expect(decodeTarget(`/webdav/jaures/${name}`)).toEqual(['webdav', 'jaures', 'été.zip']);
    },
  );

  it('keeps a # as part of the name, written as it is or not', () => {
    for (const name of ['EDT#1.zip', 'EDT%231.zip']) {
      expect(decodeTarget(`/webdav/jaures/${name}`)).toEqual(['webdav', 'jaures', 'EDT#1.zip']);
    }
  });

  it('is decoded once only', () => {
    expect(decodeTarget('/webdav/jaures/100%2525.zip').at(-1)).toBe('100%25.zip');
    expect(decodeTarget('/webdav/jaures/%252e%252e').at(-1)).toBe('%2e%2e');
  });

  it.each([
    ['/webdav/jaures/../../etc/passwd'],
    ['/webdav/jaures/..%2f..%2fetc%2fpasswd'],
    ['/webdav/jaures/%2e%2e/x'],
    ['/webdav/jaures/%2E./x'],
    ['/webdav/jaures/./x'],
    ['/webdav/jaures/..%5c..%5cwindows'],
    ['/webdav/jaures/a\\b'],
    ['/webdav/jaures/%00'],
    ['/webdav/jaures/EDT%E2%80%AEpiz.exe'],
    ['/webdav/jaures/a%0d%0aSet-Cookie:x'],
    ['/webdav/jaures/%7f'],
    ['/webdav/jaures/%zz'],
    ['/webdav/jaures/%'],
    ['/webdav/jaures/%4'],
    ['/webdav/jaures/%ef%bf%bf'],
  ])('is refused with 400: %s', (target) => {
    expect(() => decodeTarget(target)).toThrow(expect.objectContaining({ status: 400 }));
  });

  it('is refused with 414 beyond 16 segments or 255 characters', () => {
    expect(decodeTarget(`/webdav/${'a/'.repeat(16)}`)).toHaveLength(17);
    expect(() => decodeTarget(`/webdav/${'a/'.repeat(17)}`)).toThrow(
      expect.objectContaining({ status: 414 }),
    );
    expect(decodeTarget(`/webdav/${'a'.repeat(255)}`)).toHaveLength(2);
    expect(() => decodeTarget(`/webdav/${'a'.repeat(256)}`)).toThrow(
      expect.objectContaining({ status: 414 }),
    );
  });

  it('is outside the door when it does not start with the mount', () => {
    expect(belowMount(decodeTarget('/'))).toBeUndefined();
    expect(belowMount(decodeTarget('/webdavs/jaures'))).toBeUndefined();
    expect(belowMount(decodeTarget('/webdav'))).toEqual([]);
  });

  it('is written back as an absolute path reference, a collection with its slash', () => {
    expect(hrefOf(['jaures', 'été 1.zip'], false)).toBe('/webdav/jaures/%C3%A9t%C3%A9%201.zip');
    expect(hrefOf(['jaures'], true)).toBe('/webdav/jaures/');
    expect(isWithin(['a', 'b'], ['a'])).toBe(true);
    expect(isWithin(['ab'], ['a'])).toBe(false);
  });
});
