/** In the address: which step of the opening is shown. */
export const OPENING_PARAMETER = 'ouvrir';

/** In order. The last one is the import itself, made on its own page. */
export const OPENING_STEPS = [
  { code: 'dates', label: 'Dates' },
  { code: 'fermetures', label: 'Fermetures' },
  { code: 'effets', label: 'Ce qui change' },
  { code: 'import', label: 'Premier import' },
] as const;

export type OpeningStep = (typeof OPENING_STEPS)[number]['code'];
