import type { EntitySchema } from '@mikro-orm/postgresql';

/** Every entity MikroORM knows. Tables written in bulk have none: their SQL stands in their repository. */
export const ENTITIES: EntitySchema[] = [];
