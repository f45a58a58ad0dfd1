/** For settings that people read before they change them. */
export const ETAG = {
  ETag: { description: 'Désigne cet état ; à rendre dans `If-Match`.', schema: { type: 'string' } },
} as const;

export const IF_MATCH = {
  name: 'If-Match',
  required: false,
  description: 'L’`ETag` de ce qui a été lu : si quelqu’un l’a changé depuis, rien n’est enregistré (412).',
} as const;
