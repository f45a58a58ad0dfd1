import { normaliseName } from '../names/normalise-name.js';
import type { FileGroup } from '../timetable/timetable.js';

const WORDS = { part: 'partie', pupils: 'élèves détachés' } as const satisfies Record<
  NonNullable<FileGroup['madeFor']>,
  string
>;
const MADE_NAME = new RegExp(`(?:^| )(?:${Object.values(WORDS).join('|')}) \\d+$`, 'u');
/** A name that lists more classes, subjects or teachers than this says nothing any more. */
const MOST_NAMED = 3;

/** What a group is made for, by name; each once, in any order. */
interface MadeFor {
  readonly classes: readonly string[];
  /** Of the courses that name the pupils one by one. */
  readonly subjects: readonly string[];
  readonly teachers: readonly string[];
}

/**
 * « 6A partie », « FRANÇAIS MARTIN élèves détachés »: the format gives such groups no name, so that they get what they are for and a
 * number. Pupils whose lessons do not tell are called after their classes.
 */
export function madeGroupStem(madeFor: keyof typeof WORDS, { classes, subjects, teachers }: MadeFor): string {
  const lessons =
    madeFor === 'pupils' ? [listed(subjects), listed(teachers)].filter((name) => name !== '') : [];
  const names = lessons.length > 0 ? lessons : classes.length > MOST_NAMED ? [] : [...classes].sort();
  return [...names, WORDS[madeFor]].join(' ');
}

const listed = (names: readonly string[]): string =>
  names.length > MOST_NAMED ? '' : [...names].sort().join(', ');

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
