import type { InferKyselyDB } from '@mikro-orm/postgresql';
import type { ENTITIES } from './entities.js';

type ByEntityName = InferKyselyDB<
  (typeof ENTITIES)[number],
  { tableNamingStrategy: 'entity'; columnNamingStrategy: 'property' }
>;

/**
 * The tables as the query builder knows them, all in camelCase: `importStep.startedAt`. A column that is renamed in an
 * entity no longer compiles where a query names it.
 */
export type Tables = { [Name in keyof ByEntityName as Uncapitalize<Name & string>]: ByEntityName[Name] };
