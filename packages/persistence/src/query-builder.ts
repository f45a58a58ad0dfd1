import type { EntityManager } from '@mikro-orm/postgresql';
import { LIGATURES } from '@timetable/domain';
import { CamelCasePlugin, sql, type Expression, type Kysely, type RawBuilder } from 'kysely';
import type { Tables } from './tables.js';

/** Typed SQL over the tables of the entities, in camelCase. */
export type QueryBuilder = Kysely<Tables>;

// MikroORM's own renaming plugin takes a column without a table for one of the first entity named, and converts results
// by the name of the column whatever it was computed from; this one changes the spelling, whatever it is given.
const camelCase = new CamelCasePlugin({ maintainNestedObjectKeys: true });

/** Runs on the transaction of `em`, if it has one. */
export const queryBuilderOf = (em: EntityManager): QueryBuilder =>
  em.getKysely<Tables>().withPlugin(camelCase);

/** `count(*)` as the number it is here. */
export const rowCount = sql<number>`count(*)::int`;

/** Pattern of `LIKE` for what contains the text, whatever characters it has. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/**
 * A name as `normaliseName` writes its letters: lower case, without accents, which decomposition removes, and ligatures taken
 * apart. It needs no extension of the database, nor a locale: the case of other letters than a to z is not left to `lower`.
 */
export function folded(name: Expression<string>): RawBuilder<string> {
  const bare = sql<string>`regexp_replace(normalize(${name}, NFKD), U&'[\\0300-\\036F]', '', 'g')`;
  const apart = BOTH_CASES.reduce(
    (text, [letter, letters]) => sql<string>`replace(${text}, ${sql.lit(letter)}, ${sql.lit(letters)})`,
    bare,
  );
  return sql<string>`lower(${apart})`;
}

const BOTH_CASES = Object.entries(LIGATURES).flatMap(([letter, letters]) =>
  [...new Set([letter, letter.toUpperCase()])]
    .filter((found) => found.length === 1)
    .map((found) => [found, letters] as const),
);

/** The same of somebody, last name first. */
export const foldedName = (lastName: Expression<string>, firstName: Expression<string>): RawBuilder<string> =>
  folded(sql<string>`${lastName} || ' ' || ${firstName}`);
