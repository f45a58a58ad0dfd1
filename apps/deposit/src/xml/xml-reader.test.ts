import { describe, expect, it } from '@jest/globals';
import { parseXml } from './xml-reader.js';
import { childOf, dav, textOf } from './xml-element.js';
import { xmlDocument } from './xml-writer.js';

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
    ['<a><!-- <!DOCTYPE a> --></a>'],
    ['<a>&#0;</a>'],
    ['<a>&#xD800;</a>'],
    ['<a>&#x110000;</a>'],
    ['<a>\u0001</a>'],
    ['<a b="<"/>'],
    ['<a b="1" b="2"/>'],
    ['<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>'],
    ['<a:b:c xmlns:a="u"/>'],
    ['<a xmlns:xmlns="u"/>'],
    ['<a xmlns:xml="u"/>'],
    // Read as an end of the instruction by one, as a quoted value by another: `evil!` is no name to either.
    ['<a><?x " ?><!-- " ?><evil!"> --></a>'],
  ])('is refused when it is malformed, nested without end, or declares a document type: %s', (text) => {
    expect(() => parseXml(text)).toThrow(refused(400));
  });

  it('is refused beyond 4,000 nodes', () => {
    const attributes = Array.from({ length: 4001 }, (_, i) => `b${i}=""`).join(' ');
    for (const text of [`<a>${'<b/>'.repeat(4001)}</a>`, `<a ${attributes}/>`])
      expect(() => parseXml(text)).toThrow(refused(413));
  });

  it.each([
    [`<${'a'.repeat(129)}/>`],
    [`<a ${'b'.repeat(129)}=""/>`],
    [`<a xmlns="urn:${'x'.repeat(300)}"/>`],
    [`<a xmlns:p="urn:${'x'.repeat(300)}" p:b=""/>`],
  ])('is refused when a name is longer than any program’s: an answer would repeat it', (text) => {
    expect(() => parseXml(text)).toThrow(refused(413));
  });

  it('takes names of objects’ own for what they are: names', () => {
    const name = '__proto__';
    expect(parseXml(`<${name} ${name}="1"><constructor/></${name}>`)).toEqual({
      namespace: '',
      name,
      attributes: [{ namespace: '', name, value: '1' }],
      children: [{ namespace: '', name: 'constructor', attributes: [], children: [] }],
    });
    for (const prefix of [name, 'constructor']) {
      expect(() => parseXml(`<${prefix}:a/>`)).toThrow(refused(400));
    }
  });

  it('keeps values as they are written: neither trimmed, nor taken for numbers, nor read twice', () => {
    expect(textOf(parseXml('<a> 007 </a>'))).toBe(' 007 ');
    expect(textOf(parseXml('<a>true</a>'))).toBe('true');
    expect(textOf(parseXml('<a>&amp;lt;&#233;&#x1F600;<![CDATA[&lt;]]></a>'))).toBe(
      '&lt;\u00e9\u{1F600}&lt;',
    );
    expect(textOf(parseXml('<a>1<!-- 2 --><?x 3?>4</a>'))).toBe('14');
    expect(parseXml('<a b=" 1\n2&#10; "/>').attributes).toEqual([
      { namespace: '', name: 'b', value: ' 1 2\n ' },
    ]);
  });

  it('keeps character data together with sections', () => {
    expect(textOf(parseXml('<a>1<![CDATA[<2>]]>3</a>'))).toBe('1<2>3');
  });
});
