import { capitalised, frenchCount } from './french.js';

/** A thing that is counted. */
export interface Noun {
  readonly singular: string;
  readonly plural: string;
  readonly gender: 'masculine' | 'feminine';
}

export const masculine = (singular: string, plural: string): Noun => ({
  singular,
  plural,
  gender: 'masculine',
});

export const feminine = (singular: string, plural: string): Noun => ({
  singular,
  plural,
  gender: 'feminine',
});

/** « Matières »: the thing as a heading. */
export const headingOf = ({ plural }: Noun): string => capitalised(plural);

/**
 * « 1 matière créée », « 4 services supprimés ».
 * @param participle what became of them, masculine singular, to be agreed with the noun; empty: only the count
 */
export function countOf(count: number, { singular, plural, gender }: Noun, participle: string): string {
  const agreed = (number: '' | 's'): string => agree(participle, (gender === 'feminine' ? 'e' : '') + number);
  return frenchCount(count, `${singular}${agreed('')}`, `${plural}${agreed('s')}`);
}

/**
 * Participles take the ending, not what follows them: « déjà passé », « modifié à la main », « supprimé ou déplacé »,
 * « annulé dans des cours maintenus », « inconnu de l’ENT », « conservé faute de lecture ».
 */
function agree(participle: string, ending: string): string {
  if (participle === '') return '';
  return ` ${participle.replace(/\p{L}+[éiu](?=$| à | de | ou | dans | faute )/gu, (word) => word + ending)}`;
}

/** « créées » of three sessions, « seraient créées » when it has not happened. */
export function participleOf(
  count: number,
  { gender }: Noun,
  participle: string,
  { isConditional = false } = {},
): string {
  const isSingular = Math.abs(count) < 2;
  const agreed = agree(participle, `${gender === 'feminine' ? 'e' : ''}${isSingular ? '' : 's'}`);
  return `${isConditional ? (isSingular ? 'serait' : 'seraient') : ''}${agreed}`.trim();
}
