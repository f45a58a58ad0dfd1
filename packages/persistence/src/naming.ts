import { UnderscoreNamingStrategy } from '@mikro-orm/postgresql';

const SUFFIXES: Readonly<Record<string, string>> = {
  foreign: 'fkey',
  unique: 'key',
  index: 'idx',
  check: 'check',
};

/** snake_case, and constraints as PostgreSQL itself names those that a migration leaves without a name. */
export class PostgresNaming extends UnderscoreNamingStrategy {
  override indexName(
    table: string,
    columns: string[],
    type: 'primary' | 'foreign' | 'unique' | 'index' | 'sequence' | 'check' | 'default',
  ): string {
    const suffix = SUFFIXES[type];
    return suffix === undefined
      ? super.indexName(table, columns, type)
      : [table, ...columns, suffix].join('_');
  }
}
