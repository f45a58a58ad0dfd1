import { describe, expect, it } from '@jest/globals';
import { formMessage } from '../../forms/form-message.js';
import { numberOf, thresholdsFormSchema, type TypedThreshold } from './threshold-form.js';

const typed = (changes: Partial<TypedThreshold>): unknown => ({
  rows: [{ code: 'subjects_created', limit: '50', blocking: true, minCount: '', ...changes }],
});

describe('a threshold as it is typed', () => {
  it.each([
    ['12,5', 12.5],
    [' 12.5 ', 12.5],
    ['0', 0],
    ['', undefined],
    ['dix', undefined],
    ['1 000', undefined],
    ['-3', undefined],
  ])('« %s » is %s', (text, number) => {
    expect(numberOf(text)).toBe(number);
  });

  it('becomes what the API takes', () => {
    expect(thresholdsFormSchema.parse(typed({ limit: '12,5', minCount: '10' }))).toEqual({
      rows: [{ code: 'subjects_created', limit: 12.5, blocking: true, minCount: 10 }],
    });
    expect(thresholdsFormSchema.parse(typed({})).rows).toMatchObject([{ minCount: null }]);
  });

  it.each([
    [{ limit: '' }, 'rows.0.limit', 'Ce champ est obligatoire.'],
    [{ limit: 'dix' }, 'rows.0.limit', 'Ce champ doit contenir un nombre.'],
    [{ limit: '101' }, 'rows.0.limit', 'Ce nombre ne peut pas dépasser 100.'],
    [{ limit: '1,234' }, 'rows.0.limit', 'Deux décimales au plus.'],
    [{ minCount: '2,5' }, 'rows.0.minCount', 'Ce champ doit contenir un nombre entier.'],
  ])('%j is refused where it is wrong, in French', (changes, field, message) => {
    const { error } = thresholdsFormSchema.safeParse(typed(changes), { error: formMessage });
    expect(error?.issues.map(({ path, message: text }) => [path.join('.'), text])).toEqual([
      [field, message],
    ]);
  });
});
