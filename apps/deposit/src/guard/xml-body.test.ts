import { describe, expect, it } from '@jest/globals';
import { parseXml } from './xml-body.js';
import { childOf, dav, textOf, xmlDocument } from './xml-element.js';

const refused = (status: number): unknown => expect.objectContaining({ status });

describe('the XML of a request', () => {
  it('is read with its namespaces resolved, whatever the prefixes', () => {
    const root = parseXml(
      '<?xml version="1.0"?><a:propfind xmlns:a="DAV:"><a:prop><x xmlns="urn:x" y="1">v</x></a:prop></a:propfind>',
    );
    expect(root).toMatchObject({ namespace: 'DAV:', name: 'propfind' });
    const [x] = childOf(root, 'prop')?.children ?? [];
    expect(x).toEqual({
      namespace: 'urn:x',
      name: 'x',
      attributes: [{ namespace: '', name: 'y', value: '1' }],
      children: ['v'],
    });
  });

  it('survives being written and read again', () => {
    const value =
      '<p xmlns:b="urn:b&amp;c" b:q="&lt;&quot;\u00e9">  t\u00e9xt <b:in xmlns="" xml:lang="fr"><none/></b:in></p>';
    const once = parseXml(value);
    expect(parseXml(xmlDocument(dav('wrap', once))).children).toEqual([once]);
  });

  it.each([
    ['<a>'],
    ['<a></b>'],
    ['plain'],
    ['<a/><b/>'],
    ['<p:a/>'],
    ['<a xmlns:p=""/>'],
    ['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'],
    ['<a>&x;</a>'],
    ['{"json": true}'],
    [`${'<a>'.repeat(33)}${'</a>'.repeat(33)}`],
  ])('is refused when it is malformed, nested without end, or declares a document type: %s', (text) => {
    expect(() => parseXml(text)).toThrow(refused(400));
  });

  it('is refused beyond 4,000 nodes', () => {
    expect(() => parseXml(`<a>${'<b/>'.repeat(4001)}</a>`)).toThrow(refused(413));
  });

  it('keeps character data together with sections', () => {
    expect(textOf(parseXml('<a>1<![CDATA[<2>]]>3</a>'))).toBe('1<2>3');
  });
});
