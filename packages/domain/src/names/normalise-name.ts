/** Letters that no decomposition takes apart, lower case. */
export const LIGATURES: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
};

const PLAIN = /^[ -~]*$/;

/**
 * A name as comparisons see it: lower case, without accents, every run of other signs (hyphens, apostrophes, dots, double
 * blanks) one blank. « Léa D’ANGELO-GRAS » gives `lea d angelo gras`.
 */
export function normaliseName(text: string): string {
  // Most names of an export are plain capitals, and a big campus has a hundred thousand of them.
  const letters = PLAIN.test(text) ? text.toLowerCase() : withoutAccents(text);
  return letters.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/**
 * The same without any blank: « DE LA TOUR », « de-la-Tour » and « Delatour » are one name, « 6 A » and « 6A » one class.
 * For looking up a single candidate only: where two rows meet on it, they are ambiguous.
 */
export function squeezedName(text: string): string {
  return normaliseName(text).replaceAll(' ', '');
}

function withoutAccents(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}]+/gu, '')
    .replace(/[œæßøłđ]/g, (letter) => LIGATURES[letter] ?? letter);
}
