import type { z } from 'zod';

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'du texte',
  number: 'un nombre',
  int: 'un nombre entier',
  boolean: 'vrai ou faux (true, false)',
  array: 'une liste',
  object: 'un objet',
};

const FORMAT_NAMES: Readonly<Record<string, string>> = {
  date: 'une date de la forme AAAA-MM-JJ',
  datetime: 'une date et une heure ISO 8601 avec décalage',
  email: 'une adresse électronique',
  uuid: 'un identifiant d’import',
  url: 'une adresse web',
};

/**
 * Plain French for what zod found wrong, for every rule that states no message of its own.
 * Given to `safeParse` as its `error` option.
 */
export function frenchMessage(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'Ce champ est obligatoire.'
        : `Ce champ doit contenir ${TYPE_NAMES[issue.expected] ?? 'une autre valeur'}.`;
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum));
    case 'too_big':
      return tooBig(issue.origin, Number(issue.maximum));
    case 'invalid_format':
      return `Ce champ doit être ${FORMAT_NAMES[issue.format] ?? 'écrit dans la forme attendue'}.`;
    case 'invalid_value':
      return `Valeurs possibles : ${issue.values.map(String).join(', ')}.`;
    case 'not_multiple_of':
      return `Ce nombre doit être un multiple de ${String(issue.divisor)}.`;
    case 'unrecognized_keys':
      return `Champ inconnu : ${issue.keys.join(', ')}.`;
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'invalid_union':
      return 'Valeur non valide.';
  }
}

function tooSmall(origin: string, minimum: number): string {
  if (origin === 'string')
    return minimum === 1
      ? 'Ce champ ne peut pas être vide.'
      : `Ce champ doit avoir au moins ${minimum} caractères.`;
  if (origin === 'array')
    return `Cette liste doit avoir au moins ${minimum} élément${minimum > 1 ? 's' : ''}.`;
  return `Ce nombre ne peut pas être inférieur à ${minimum}.`;
}

function tooBig(origin: string, maximum: number): string {
  if (origin === 'string') return `Ce champ ne peut pas dépasser ${maximum} caractères.`;
  if (origin === 'array') return `Cette liste ne peut pas dépasser ${maximum} éléments.`;
  return `Ce nombre ne peut pas dépasser ${maximum}.`;
}
