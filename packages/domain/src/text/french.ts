/** « 16 431 »: thousands apart, with the narrow space that never breaks a line. */
export function frenchInteger(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** « 1 séance », « 16 431 séances »: zero and one are singular in French. */
export function frenchCount(count: number, singular: string, plural: string): string {
  return `${frenchInteger(count)} ${Math.abs(count) < 2 ? singular : plural}`;
}

/** « 52,63 » from 52.63. */
export function frenchDecimal(value: number): string {
  return String(value).replace('.', ',');
}

/** What a sentence enumerates at most: a file may name a thousand schools, and nobody reads a thousand names. */
const MOST_ENUMERATED = 10;

/**
 * « A, B et C »; beyond ten, « A, B, … et 12 autres ».
 * @param total how many there are, when `items` has not all of them
 */
export function frenchList(items: readonly string[], total = items.length): string {
  const shown = items.slice(0, MOST_ENUMERATED);
  const others = total - shown.length;
  const said = others > 0 ? [...shown, frenchCount(others, 'autre', 'autres')] : shown;
  if (said.length < 2) return said.join('');
  return `${said.slice(0, -1).join(', ')} et ${said.at(-1) ?? ''}`;
}

/** « 8 h 30 » from minutes since midnight. */
export function frenchTime(minute: number): string {
  const minutes = String(minute % 60).padStart(2, '0');
  return `${Math.floor(minute / 60)}\u202fh\u202f${minutes}`;
}

/** Not in a name of a file or in an id, whose digits go on. */
const SCHOOL_YEAR_HYPHEN = /(?<=(?<![\w-])20\d\d)-(?=20\d\d(?![\w-]|\.\w))/g;

/**
 * The same text that never breaks before « ; : ! ? % », inside quotation marks, nor in « celui-ci », « ci-dessus » and a
 * school year, « 2026-2027 ».
 */
export function frenchSpacing(text: string): string {
  return text
    .replaceAll(/ (?=[;!?%])/g, '\u202f')
    .replaceAll(/ (?=[:»])/g, '\u00a0')
    .replaceAll('« ', '«\u00a0')
    .replaceAll(
      /(?<=\b(?:celui|celle|ceux|celles))-(?=ci\b|là)|(?<=\bci)-(?=dessus|dessous|joint)/g,
      '\u2011',
    )
    .replaceAll(SCHOOL_YEAR_HYPHEN, '\u2011');
}

/** « de MATHÉMATIQUES », « d’ANGLAIS »: what is named after « de ». The few aspirated h of timetables (« handball ») are taken as mute. */
export const ofNamed = (name: string): string =>
  /^[aeiouyhœæ]/i.test(unaccented(name)) ? `d’${name}` : `de ${name}`;

const unaccented = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '');

/** « Écarté » of « écarté ». */
export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
