import { isContradicted, type Identifier, type Person } from './person.js';

/** Whether nothing says that they are two people: neither an official identifier, nor name and birth date together. */
export function isSamePerson<P extends Person>(
  identifiers: readonly Identifier<P>[],
  one: P,
  other: P,
): boolean {
  const differByIdentifier = identifiers.some(({ isOfficial, of }) => {
    const [mine, theirs] = [of(one) ?? '', of(other) ?? ''];
    return isOfficial && mine !== '' && theirs !== '' && mine !== theirs;
  });
  return !differByIdentifier && !isContradicted(one, other);
}
