import pg from 'pg';

/**
 * How PostgreSQL's values arrive, the same for entities, the query builder and SQL: dates as `YYYY-MM-DD`, instants as
 * `Date`, `int` and `float8` as numbers, JSON parsed; `bigint` and `numeric` as decimal strings, because a number may not
 * hold them. Who knows that one is small turns it into a number where it is read.
 */
export function rowValueTypes(): pg.CustomTypesConfig {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.DATE, (text: string) => text);
  return types;
}
