import { describe, expect, it } from '@jest/globals';
import { JsonBounds, type JsonExcess } from './json-bounds.js';

const excess = (text: string, mostValues = 1000) => new JsonBounds(mostValues).take(Buffer.from(text));

/** The same, a byte at a time. */
function excessInPieces(text: string): JsonExcess | undefined {
  const bounds = new JsonBounds(1000);
  for (const byte of Buffer.from(text)) {
    const found = bounds.take(new Uint8Array([byte]));
    if (found !== undefined) return found;
  }
  return undefined;
}

describe('the bounds of a JSON body', () => {
  it.each([
    ['lists, as deep as may be', '['.repeat(16) + ']'.repeat(16), undefined],
    ['lists, one deeper', '['.repeat(17) + ']'.repeat(17), 'depth'],
    ['objects', '{"a":'.repeat(17) + '1' + '}'.repeat(17), 'depth'],
    ['what is never closed', '['.repeat(1000), 'depth'],
    ['both in turn', '[{"a":'.repeat(9), 'depth'],
    ['one after the other', '[[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[]]', undefined],
  ])('are those of depth: %s', (_what, text, found) => {
    expect(excess(text)).toBe(found);
  });

  it.each([
    ['elements', `[${'1,'.repeat(11)}1]`],
    ['members', `{${'"a":1,'.repeat(11)}"a":1}`],
    ['empty lists', `[${'[],'.repeat(6)}[]]`],
  ])('are those of the number of values: %s', (_what, text) => {
    expect(excess(text, 10)).toBe('values');
    expect(excess(text, 20)).toBeUndefined();
  });

  it.each([
    ['in a text', JSON.stringify('['.repeat(100) + ','.repeat(2000))],
    ['after an escaped quote', JSON.stringify(`"${'['.repeat(100)}`)],
    ['after a text that ends with a backslash', JSON.stringify(['\\', '\\\\', '['.repeat(100)])],
    ['in a text that is never closed', `"${'['.repeat(100)}`],
  ])('do not count what stands %s', (_where, text) => {
    expect(excess(text)).toBeUndefined();
  });

  it('see what comes after a text, whatever it ends with', () => {
    expect(excess(`["\\\\\\\\",${'['.repeat(20)}`)).toBe('depth');
    expect(excess(`["\\"",${'['.repeat(20)}`)).toBe('depth');
  });

  it.each([
    [`["\\\\\\\\",${'['.repeat(20)}`, 'depth'],
    [JSON.stringify(['\\', '\\"', '['.repeat(100)]), undefined],
    ['[{"a":'.repeat(9), 'depth'],
  ])('are the same wherever the body is cut: %s', (text, found) => {
    expect(excessInPieces(text)).toBe(found);
  });
});
