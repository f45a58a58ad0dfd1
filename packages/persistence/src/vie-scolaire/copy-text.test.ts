import { describe, expect, it } from '@jest/globals';
import { copyChunks, copyText, copyTextArray } from './copy-text.js';

describe('the text format of COPY', () => {
  it('escapes what would end a column or a row', () => {
    expect(copyText('a\tb\nc\rd\\e')).toBe(String.raw`a\tb\nc\rd\\e`);
    expect(copyText('Salle 12, « bât. A »')).toBe('Salle 12, « bât. A »');
  });

  it('quotes array elements, escaped first for the array and then for the row', () => {
    expect(copyTextArray([])).toBe('{}');
    expect(copyTextArray(['NULL', 'a,b', ''])).toBe('{"NULL","a,b",""}');
    expect(copyTextArray(['12" {x}', 'a\\b'])).toBe(String.raw`{"12\\" {x}","a\\\\b"}`);
  });

  it('pulls items only as chunks are asked for', () => {
    let pulled = 0;
    const items = (function* () {
      for (;;) yield (pulled += 1);
    })();
    const chunks = copyChunks(items, () => `${'x'.repeat(1023)}\n`);
    expect(chunks.next().value).toHaveLength(64 * 1024);
    expect(pulled).toBe(64);
  });
});
