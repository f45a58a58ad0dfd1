import { describe, expect, it } from '@jest/globals';
import { parseSmallXml, SmallXmlError } from './parse-small-xml.js';

const LIMITS = { maxNodes: 20, maxDepth: 4 };
const parse = (text: string) => parseSmallXml(text, LIMITS);
const failure = (code: string): unknown => expect.objectContaining({ name: 'SmallXmlError', code });

describe('a small XML document', () => {
  it('is its elements and texts as they are written, with where each begins', () => {
    const root = parse('<p:a x="1">\n<b y=" 2&amp; "/>t<![CDATA[<]]></p:a>');
    expect(root).toMatchObject({ name: 'p:a', attributes: new Map([['x', '1']]), position: 0 });
    expect(root.children).toEqual([
      '\n',
      { name: 'b', attributes: new Map([['y', ' 2& ']]), children: [], position: 12 },
      't',
      '<',
    ]);
  });

  it.each([
    ['cut', '<a><b>'],
    ['none', 'plain'],
    ['two', '<a/><b/>'],
    ['with a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['with an unknown entity', '<a>&eacute;</a>'],
    ['with what is no character', '<a>&#0;</a>'],
    ['too deep', '<a><a><a><a><a></a></a></a></a></a>'],
  ])('is refused when it is %s', (_what, text) => {
    expect(() => parse(text)).toThrow(failure('malformed'));
  });

  it('is refused beyond its nodes: elements, attributes and texts', () => {
    for (const text of [
      `<a>${'<b/>'.repeat(20)}</a>`,
      `<a>${'<b c="1"/>'.repeat(10)}</a>`,
      `<a>${'t<b/>'.repeat(10)}</a>`,
    ])
      expect(() => parse(text)).toThrow(failure('too_many_nodes'));
    expect(() => parse(`<a>${'<b/>'.repeat(19)}</a>`)).not.toThrow();
  });

  it('takes names that objects know for names', () => {
    const { attributes, children } = parse('<a __proto__="1" constructor="2"><toString/></a>');
    expect([...attributes]).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
    expect(children).toMatchObject([{ name: 'toString' }]);
    expect(() => parse('<a>')).toThrow(SmallXmlError);
  });
});
