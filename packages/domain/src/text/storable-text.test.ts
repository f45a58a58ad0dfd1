import { describe, expect, it } from '@jest/globals';
import { isStorable, storableText, unstorableFields } from './storable-text.js';

const HALF = '\ud83d';

describe('a text', () => {
  it.each(['', 'Élise D’Angelo', '日本 😀', 'tab\tand\nline', '\u0001'])('that can be kept is %j', (text) => {
    expect(isStorable(text)).toBe(true);
    expect(storableText(text)).toBe(text);
  });

  it.each(['a\0b', HALF, `x${HALF}y`, '\udc00'])('that cannot be kept is %j', (text) => {
    expect(isStorable(text)).toBe(false);
    expect(isStorable(storableText(text))).toBe(true);
  });
});

describe('the fields of a body that cannot be kept', () => {
  it('are named by their path, whether it is the value or the name that is wrong', () => {
    const body = { login: 'a\0', list: ['x', { name: HALF }, 3, null], ['k\0']: { deep: 'a\0' }, good: 'ok' };
    expect(unstorableFields(body, 10)).toEqual(['k\u{FFFD}', 'login', 'list.1.name']);
  });

  it('of a text alone have no name, and of a good body are none', () => {
    expect(unstorableFields('\0', 10)).toEqual(['']);
    expect(unstorableFields({ a: [1, true, null, 'b'] }, 10)).toEqual([]);
  });

  it('are no more than asked for', () => {
    expect(
      unstorableFields(
        Array.from({ length: 500 }, () => '\0'),
        3,
      ),
    ).toHaveLength(3);
  });

  it('are found however deep the body is', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}"\\u0000"${']'.repeat(100_000)}`);
    expect(unstorableFields(deep, 1)).toHaveLength(1);
  });
});
