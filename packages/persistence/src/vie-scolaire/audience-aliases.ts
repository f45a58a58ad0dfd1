/** Place of the aliases among a statement's parameters, as one JSON object; undefined when nothing was renamed, which costs nothing. */
export type AliasesAt = `$${number}` | undefined;

/** Aliases as the parameter of a statement; none when nothing was renamed. */
export const aliasesParameter = (aliases: ReadonlyMap<string, string> = new Map()): string[] =>
  aliases.size === 0 ? [] : [JSON.stringify(Object.fromEntries(aliases))];

/** A session's audience under its present names. Sorted, as the file's is. */
export const presentAudience = (aliases: AliasesAt): string =>
  aliases === undefined
    ? 'audience'
    : `CASE WHEN ${isAliased(aliases)} THEN ${presentNames(aliases)} ELSE audience END AS audience`;

/** Few rows are under an alias, and translating one costs as much as comparing a hundred. */
const isAliased = (aliases: string): string =>
  `audience && ARRAY(SELECT name COLLATE "C" FROM jsonb_object_keys(${aliases}::jsonb) AS name)`;

const presentNames = (aliases: string): string =>
  `ARRAY(SELECT DISTINCT coalesce(${aliases}::jsonb ->> item, item) COLLATE "C" FROM unnest(audience) AS item ORDER BY 1)`;
