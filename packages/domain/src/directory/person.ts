import { squeezedName } from '../names/normalise-name.js';

/** A teacher or a pupil of the file, or of the directory. */
export interface Person {
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate?: string;
}

export interface DirectoryPerson extends Person {
  readonly id: string;
  readonly absentSince?: string;
}

/** What a list of people may be identified by. */
export interface Identifier<P> {
  /** What it is called in keys: `idpn`, `sts`, `ine`, `siecle`. */
  readonly prefix: string;
  readonly of: (person: P) => string | undefined;
  /**
   * True when the administration gives it for life: two people with different ones are different, whatever their name.
   * IDPN is not: a rebuilt EDT base draws new ones.
   */
  readonly isOfficial: boolean;
}

/** `MARTIN Zoé` as comparisons see it. */
export function comparableName({ lastName, firstName }: Person): string {
  return `${squeezedName(lastName)} ${squeezedName(firstName)}`;
}

/** Whether a row lacks one of the two names that people are told by. */
export const isNameIncomplete = ({ lastName, firstName }: Person): boolean =>
  squeezedName(lastName) === '' || squeezedName(firstName) === '';

/** Whether what a row gives of a name is that person's; a row without any name says nothing. */
export function mayBeNameOf({ lastName, firstName }: Person, person: Person): boolean {
  const [last, first] = [squeezedName(lastName), squeezedName(firstName)];
  if (last === '' && first === '') return false;
  const isOrUnsaid = (part: string, ofPerson: string) => part === '' || part === squeezedName(ofPerson);
  return isOrUnsaid(last, person.lastName) && isOrUnsaid(first, person.firstName);
}

/** `MARTIN Zoé 2014-03-01`. */
export function nameAndBirthOf(person: Person): string {
  return `${comparableName(person)} ${person.birthDate ?? ''}`;
}

export function isSameBirth(a: Person, b: Person): boolean {
  return a.birthDate !== undefined && a.birthDate === b.birthDate;
}

/** Neither name nor birth date are the same: one identifier in common is then a mistake in one of the two. */
export function isContradicted(a: Person, b: Person): boolean {
  const differsByBirth =
    a.birthDate !== undefined && b.birthDate !== undefined && a.birthDate !== b.birthDate;
  return differsByBirth && comparableName(a) !== comparableName(b);
}

/** `ine:0123456789A`, for every identifier that the person bears. */
export function identifierKeys<P>(identifiers: readonly Identifier<P>[], person: P): string[] {
  return identifiers.flatMap(({ prefix, of }) => {
    const value = of(person);
    return value === undefined || value === '' ? [] : [`${prefix}:${value}`];
  });
}
