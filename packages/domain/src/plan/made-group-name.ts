import { normaliseName } from '../names/normalise-name.js';
import type { FileGroup } from '../timetable/timetable.js';

const WORDS = { part: 'partie', pupils: 'élèves détachés' } as const satisfies Record<
  NonNullable<FileGroup['madeFor']>,
  string
>;
const MADE_NAME = new RegExp(`(?:^| )(?:${Object.values(WORDS).join('|')}) \\d+$`, 'u');
/** A name that lists more classes than this says nothing any more. */
const MOST_CLASSES = 3;

/** « 6A partie », « 6A 6B élèves détachés »: the format gives parts of classes no name, so groups made for them get a number. */
export function madeGroupStem(madeFor: keyof typeof WORDS, classNames: readonly string[]): string {
  const classes = classNames.length > MOST_CLASSES ? [] : [...classNames].sort();
  return [...classes, WORDS[madeFor]].join(' ');
}

/** Whether a group is called as the import calls those it makes. */
export const isMadeName = (name: string): boolean => MADE_NAME.test(name);

/** Whether this is the stem's name under some number. */
export const isNumbered = (name: string, stem: string): boolean =>
  name.startsWith(`${stem} `) && /^\d+$/.test(name.slice(stem.length + 1));

/** The number of such a name. */
export const madeNumber = (name: string): number => Number(/\d+$/.exec(name)?.[0]);

/** A name of this stem, from « 6A partie 1 » on, that nobody has. */
export function unusedName(stem: string, used: Set<string>): string {
  let number = 1;
  while (used.has(normaliseName(`${stem} ${number}`))) number += 1;
  const name = `${stem} ${number}`;
  used.add(normaliseName(name));
  return name;
}
