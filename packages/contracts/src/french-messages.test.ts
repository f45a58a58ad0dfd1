import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { frenchMessage } from './french-messages.js';

const messageFor = (schema: z.ZodType, value: unknown): string | undefined =>
  schema.safeParse(value, { error: frenchMessage }).error?.issues[0]?.message;

describe('French validation messages', () => {
  it.each([
    ['a missing field', z.object({ a: z.string() }), {}, 'Ce champ est obligatoire.'],
    ['a wrong type', z.object({ a: z.string() }), { a: 3 }, 'Ce champ doit contenir du texte.'],
    ['an empty text', z.string().min(1), '', 'Ce champ ne peut pas être vide.'],
    ['a number above its limit', z.number().max(100), 101, 'Ce nombre ne peut pas dépasser 100.'],
    ['a list too short', z.array(z.string()).min(1), [], 'Cette liste doit avoir au moins 1 élément.'],
    ['an unreadable date', z.iso.date(), '31/12/2026', 'Ce champ doit être une date de la forme AAAA-MM-JJ.'],
    ['a value outside a list', z.enum(['edt', 'udt']), 'xls', 'Valeurs possibles : edt, udt.'],
  ])('say what is wrong with %s', (_case, schema, value, expected) => {
    expect(messageFor(schema, value)).toBe(expected);
  });

  it('leave a message stated by the schema alone', () => {
    const schema = z.string().refine(() => false, 'Une phrase à nous.');
    expect(messageFor(schema, 'x')).toBe('Une phrase à nous.');
  });
});
