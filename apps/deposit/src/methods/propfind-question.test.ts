import { describe, expect, it } from '@jest/globals';
import { parseXml } from '../xml/xml-reader.js';
import { propfindQuestion, type PropfindQuestion } from './propfind-question.js';

const ask = (content: string): PropfindQuestion =>
  propfindQuestion(parseXml(`<D:propfind xmlns:D="DAV:" xmlns:x="urn:x">${content}</D:propfind>`));
const names = (count: number): string => Array.from({ length: count }, (_, i) => `<x:p${i}/>`).join('');
const refused = (status: number): unknown => expect.objectContaining({ status });

describe('the question of a PROPFIND', () => {
  it('is all without a body, and what its body says else', () => {
    expect(propfindQuestion(undefined).kind).toBe('all');
    expect(ask('<D:propname/>').kind).toBe('names');
    expect(ask('<D:allprop/>').kind).toBe('all');
    const some = ask('<D:prop><D:getetag/><x:a>ignored</x:a></D:prop>');
    expect([some.kind, ...some.asked.keys()]).toEqual(['some', '{DAV:}getetag', '{urn:x}a']);
    expect([...ask('<D:allprop/><D:include><x:a/></D:include>').asked.keys()]).toEqual(['{urn:x}a']);
    expect(() => ask('<x:prop/>')).toThrow(refused(400));
    expect(() => propfindQuestion(parseXml('<propfind/>'))).toThrow(refused(400));
  });

  it('counts a property once, however often it is asked for, and 64 of them at most', () => {
    expect(ask(`<D:prop>${'<x:a/>'.repeat(3900)}</D:prop>`).asked.size).toBe(1);
    expect(ask(`<D:prop>${names(64)}</D:prop>`).asked.size).toBe(64);
    expect(() => ask(`<D:prop>${names(65)}</D:prop>`)).toThrow(refused(413));
    expect(() => ask(`<D:allprop/><D:include>${names(65)}</D:include>`)).toThrow(refused(413));
  });
});
