import { describe, expect, it } from '@jest/globals';
import type { XmlElement } from '../xml/xml-element.js';
import { DeadProperties } from './dead-properties.js';

const property = (name: string, value = 'v'): XmlElement => ({
  namespace: 'urn:x',
  name,
  attributes: [],
  children: [value],
});
const names = (properties: DeadProperties): string[] => [...properties.all()].map(({ name }) => name);

describe('dead properties', () => {
  it('are set and removed in order, the last word counting', () => {
    const properties = new DeadProperties();
    properties.apply([
      { action: 'set', element: property('a', '1') },
      { action: 'remove', element: property('a') },
      { action: 'set', element: property('b', '1') },
      { action: 'set', element: property('b', '2') },
    ]);
    expect(names(properties)).toEqual(['b']);
    expect(properties.get('{urn:x}b')?.children).toEqual(['2']);
  });

  it('are bounded in number and size, and then nothing is changed', () => {
    const properties = new DeadProperties();
    properties.apply([{ action: 'set', element: property('kept') }]);
    const many = Array.from({ length: 64 }, (_, i) => ({
      action: 'set' as const,
      element: property(`p${i}`),
    }));
    expect(() => {
      properties.apply(many);
    }).toThrow(expect.objectContaining({ status: 507 }));
    expect(() => {
      properties.apply([{ action: 'set', element: property('big', 'x'.repeat(10_000)) }]);
    }).toThrow(expect.objectContaining({ status: 507 }));
    const threeHundred = Array.from({ length: 300 }, () => property('a'));
    for (const intricate of [
      { ...property('children'), children: threeHundred },
      { ...property('attributes'), attributes: threeHundred.map((each) => ({ ...each, value: '' })) },
    ]) {
      expect(() => {
        properties.apply([{ action: 'set', element: intricate }]);
      }).toThrow(expect.objectContaining({ status: 507 }));
    }
    expect(names(properties)).toEqual(['kept']);
  });

  it('of a copy are its own', () => {
    const original = new DeadProperties();
    original.apply([{ action: 'set', element: property('a') }]);
    const copy = original.copy();
    copy.apply([{ action: 'remove', element: property('a') }]);
    expect(names(original)).toEqual(['a']);
  });
});
