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
    ['/webdav/jaures/EDT%e2%80%a8.zip'],
    ['/webdav/jaures/%f0%9f%bf%be'],
    // What decodes to nothing, or to nothing that can be seen.
    ['/webdav/jaures/%EF%BB%BF'],
    ['/webdav/jaures/%EF%BB%BF%EF%BB%BF/EDT.zip'],
    ['/webdav/%EF%BB%BF/jaures/EDT.zip'],
    ['/webdav/jaures/%EF%BB%BF..'],
    ['/webdav/jaures/%E2%80%8B'],
    ['/webdav/jaures/%E2%80%8C%E2%80%8D%E2%81%A0'],
    ['/webdav/jaures/%C2%AD'],
    ['/webdav/jaures/%CD%8F'],
    ['/webdav/jaures/%CC%81'],
    ['/webdav/jaures/%E3%85%A4'],
    ['/webdav/jaures/%EF%B8%8F'],
    ['/webdav/jaures/%F3%A0%80%81'],
    ['/webdav/jaures/%E2%A0%80'],
    ['/webdav/jaures/%20'],
    ['/webdav/jaures/%C2%A0%E2%80%AF'],
    ['/webdav/jaures/%A0'],
    ['/webdav/jaures/...'],
    ['/webdav/jaures/.%20.'],
    ['/webdav/jaures/..%E2%80%8B'],
    ['/webdav/jaures/.%20'],
    // UTF-8 that is none: too long, half a pair, beyond the last character.
    ['/webdav/jaures/%C0%AE%C0%AE'],
    ['/webdav/jaures/a%C0%AFb'],
    ['/webdav/jaures/%E0%80%AF'],
    ['/webdav/jaures/%F0%80%80%AF'],
    ['/webdav/jaures/EDT%ED%A0%80.zip'],
    ['/webdav/jaures/EDT%F4%90%80%80.zip'],
    ['/webdav/jaures/EDT%F8%88%80%80%80.zip'],
  ])('is refused with 400: %s', (target) => {
    expect(() => decodeTarget(target)).toThrow(expect.objectContaining({ status: 400 }));
  });

  it.each([
    ['%EF%BB%BFEDT.zip', '\ufeffEDT.zip'],
    ['EDT%E2%80%8B.zip', 'EDT\u200b.zip'],
    ['.EDT', '.EDT'],
    ['%C0%20la%20fin.zip', 'À la fin.zip'],
    ['%E2%9D%A4%EF%B8%8F.zip', '❤️.zip'],
  ])('keeps what else a name is made of: %s', (name, segment) => {
    expect(decodeTarget(`/webdav/jaures/${name}`).at(-1)).toBe(segment);
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
