/**
 * Every code of a union, for a column that holds nothing else. Taken from a record so that the compiler sees a code that
 * is missing and one that is too many: `closedSet<Role>({ pupil: true, teacher: true })`.
 */
export const closedSet = <Code extends string>(members: Readonly<Record<Code, unknown>>): Code[] =>
  Object.keys(members).filter((code): code is Code => code in members);
