import { describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { parseXml } from '../xml/xml-reader.js';
import { childrenOf, dav, type XmlElement } from '../xml/xml-element.js';
import { multistatus } from './multistatus.js';

const property = (namespace: string): XmlElement => ({ namespace, name: 'p', attributes: [], children: [] });

function shortBody(responses: Iterable<XmlElement>, namespaces: Iterable<string>): string {
  const { body } = multistatus(responses, namespaces);
  if (typeof body !== 'string') throw new Error('a short answer was not made at once');
  return body;
}

function longBody(responses: Iterable<XmlElement>): AsyncIterable<Buffer> {
  const { body } = multistatus(responses, []);
  if (!(body instanceof Readable)) throw new Error('a long answer was made at once');
  return body;
}

describe('a multistatus', () => {
  it('declares the namespaces asked for once, whatever the number of responses', () => {
    const namespaces = ['urn:a', 'urn:b&c', '', 'DAV:', 'http://www.w3.org/XML/1998/namespace'];
    const responses = [1, 2, 3].map(() => dav('response', ...namespaces.map(property)));
    const body = shortBody(responses, [...namespaces, ...namespaces]);
    expect(body.match(/xmlns/g)).toHaveLength(3);
    expect(childrenOf(parseXml(body))).toEqual(responses);
  });

  it('declares others where they are, under a prefix that means nothing else there', () => {
    const inner = { ...property('urn:a'), children: [property('urn:b'), property('urn:c')] };
    const response = dav('response', inner, property('urn:d'));
    expect(childrenOf(parseXml(shortBody([response], ['urn:b'])))).toEqual([response]);
  });

  it('that is long is made as it is read, one piece at a time, and the whole of it', async () => {
    let made = 0;
    function* responses(): Generator<XmlElement> {
      for (; made < 2000; made += 1) yield dav('response', dav('href', `é${'x'.repeat(1000)}`));
    }
    const body = longBody(responses());
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of body) {
      if (text === '') expect(made).toBeLessThan(500);
      text += decoder.decode(chunk, { stream: true });
    }
    expect(made).toBe(2000);
    expect(text).toMatch(/^<\?xml [^>]*>\n<D:multistatus xmlns:D="DAV:"><D:response>/);
    expect(text).toMatch(/<\/D:response><\/D:multistatus>$/);
    expect(text.match(/<D:response>/g)).toHaveLength(2000);
  });

  it('that is long gives every other request its turn, however fast it is read', async () => {
    const response = dav('response', dav('href', 'x'.repeat(60_000)));
    const body = longBody(Array.from({ length: 40 }, () => response));
    let turns = 0;
    const isOver = { yet: false };
    const others = (async () => {
      for (; !isOver.yet; turns += 1) await setImmediate();
    })();
    for await (const chunk of body) expect(chunk.length).toBeGreaterThan(0);
    isOver.yet = true;
    await others;
    expect(turns).toBeGreaterThanOrEqual(19);
  });
});
