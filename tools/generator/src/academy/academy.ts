import { BOY_NAMES, GIRL_NAMES, LAST_NAMES } from '../french-names.js';

/** An academy of made-up schools. Whoever and whatever is in it follows from its number: nothing is held. */
export interface AcademySize {
  readonly schools: number;
  readonly pupils: number;
}

export const ORDINARY_ACADEMY: AcademySize = { schools: 5_000, pupils: 1_500_000 };

const PUPILS_PER_CLASS = 27;
const PUPILS_PER_TEACHER = 13;
const LEVELS = ['6', '5', '4', '3'] as const;

export interface AcademySchool {
  readonly index: number;
  /** As the academy numbers its structures. */
  readonly id: string;
  readonly uai: string;
  readonly name: string;
  readonly classes: readonly string[];
  /** Numbers of its pupils and teachers in the academy: from the first on, the last one excluded. */
  readonly pupils: NumberRange;
  readonly teachers: NumberRange;
}

export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

export const academySchools = function* (size: AcademySize): Generator<AcademySchool> {
  for (let index = 0; index < size.schools; index += 1) yield academySchool(size, index);
};

export function academySchool(size: AcademySize, index: number): AcademySchool {
  const pupils = share(size.pupils, size.schools, index);
  const count = Math.max(1, Math.ceil((pupils.to - pupils.from) / PUPILS_PER_CLASS));
  return {
    ...{ index, pupils, id: `${100_000 + index}`, uai: uaiOf(9_900_000 + index) },
    name: `CLG ${lastName(index)} ${index}`,
    classes: Array.from({ length: count }, (_, each) => className(each)),
    teachers: share(Math.ceil(size.pupils / PUPILS_PER_TEACHER), size.schools, index),
  };
}

/** « 6E1 », « 5E1 », « 4E1 », « 3E1 », « 6E2 »… */
const className = (index: number): string =>
  `${pick(LEVELS, index)}E${Math.floor(index / LEVELS.length) + 1}`;

const share = (total: number, parts: number, index: number): NumberRange => ({
  from: Math.floor((total * index) / parts),
  to: Math.floor((total * (index + 1)) / parts),
});

const UAI_LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';
const uaiOf = (number: number): string => `${number}${UAI_LETTERS.charAt(number % UAI_LETTERS.length)}`;

/** Spreads numbers that follow each other, so that neighbours are not alike. */
export const spread = (number: number, stream = 0): number =>
  Math.imul((number + 1) ^ (stream * 0x9e3779b1), 0x85ebca6b) >>> 8;

export const pick = <T>(items: readonly [T, ...T[]] | readonly T[], number: number): T => {
  const item = items[number % items.length];
  if (item === undefined) throw new RangeError('Nothing to pick from');
  return item;
};

export const lastName = (number: number): string =>
  `${pick(LAST_NAMES, spread(number))}-${pick(LAST_NAMES, spread(number, 1))}`;
export const firstName = (number: number): string =>
  pick(isGirl(number) ? GIRL_NAMES : BOY_NAMES, spread(number, 2));
export const isGirl = (number: number): boolean => number % 2 === 0;
