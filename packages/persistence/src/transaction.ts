import type { EntityManager } from '@mikro-orm/postgresql';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { queryBuilderOf, type QueryBuilder } from './query-builder.js';
import { SqlRunner, type Sql } from './sql.js';

/**
 * One database transaction: entities through `em`, the query builder, SQL and bulk writes, all on one connection. What `em`
 * was given to keep is written when it is flushed, or else at the end: flush before a statement that has to see it.
 */
export interface Transaction extends Sql {
  readonly em: EntityManager;
  readonly query: QueryBuilder;
  /**
   * Bulk insert: pulls chunks as fast as the server takes them.
   * @param statement `COPY table (columns) FROM STDIN …`
   * @returns how many rows were written
   */
  copy(
    statement: string,
    chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
  ): Promise<number>;
}

export class ClientTransaction extends SqlRunner implements Transaction {
  readonly em: EntityManager;
  readonly query: QueryBuilder;
  readonly #client: pg.PoolClient;

  constructor(em: EntityManager, client: pg.PoolClient) {
    super(client);
    this.em = em;
    this.query = queryBuilderOf(em);
    this.#client = client;
  }

  async copy(
    statement: string,
    chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
  ): Promise<number> {
    const stream = this.#client.query(copyFrom(statement));
    await pipeline(Readable.from(inTurns(chunks), { objectMode: true, highWaterMark: 1 }), stream);
    return stream.rowCount;
  }
}

/** Lets timers run between two chunks: a server that always keeps up would else starve the heartbeats of a long write. */
async function* inTurns<T>(chunks: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T> {
  for await (const chunk of chunks) {
    yield chunk;
    await setImmediate();
  }
}
