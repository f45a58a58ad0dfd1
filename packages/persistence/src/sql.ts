import type pg from 'pg';
import type { z } from 'zod';

/** `name`: its name on each connection. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
}

/**
 * SQL with bound `$n` parameters; values arrive as `rowValueTypes` says. A statement comes with the schema of its rows, so
 * that what the database answers is parsed, not believed. Schemas are constants of their module: building one costs more
 * than parsing thousands of rows.
 */
export interface Sql {
  /** @throws ZodError when a row is not as the schema says */
  rows<Row>(row: z.ZodType<Row>, text: string, params?: readonly unknown[]): Promise<Row[]>;

  /**
   * The first row, or undefined.
   *
   * @throws ZodError when it is not as the schema says
   */
  first<Row>(row: z.ZodType<Row>, text: string, params?: readonly unknown[]): Promise<Row | undefined>;

  /**
   * A statement that each connection parses and plans once: for the few that run at every request.
   *
   * @throws ZodError when a row is not as the schema says
   * @throws after `timeoutMs` too, if given; the connection is then closed, since it may be dead where others are not
   */
  prepared<Row>(
    row: z.ZodType<Row>,
    statement: PreparedStatement,
    params: readonly unknown[],
    options?: { readonly timeoutMs: number },
  ): Promise<Row[]>;

  /** Returns how many rows were written. */
  run(text: string, params?: readonly unknown[]): Promise<number>;
}

/** Runs statements on the pool (each on its own) or on the client of a transaction. */
export class SqlRunner implements Sql {
  readonly #connection: Pick<pg.Pool, 'query'> | Pick<pg.PoolClient, 'query'>;

  constructor(connection: Pick<pg.Pool, 'query'> | Pick<pg.PoolClient, 'query'>) {
    this.#connection = connection;
  }

  async rows<Row>(row: z.ZodType<Row>, text: string, params: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.#query(text, params);
    return rows.map((found) => row.parse(found));
  }

  async first<Row>(
    row: z.ZodType<Row>,
    text: string,
    params: readonly unknown[] = [],
  ): Promise<Row | undefined> {
    const [found] = (await this.#query(text, params)).rows;
    return found === undefined ? undefined : row.parse(found);
  }

  async prepared<Row>(
    row: z.ZodType<Row>,
    statement: PreparedStatement,
    params: readonly unknown[],
    options?: { readonly timeoutMs: number },
  ): Promise<Row[]> {
    const limit = options === undefined ? {} : { query_timeout: options.timeoutMs };
    const { rows } = await this.#query({ ...statement, ...limit }, params);
    return rows.map((found) => row.parse(found));
  }

  async run(text: string, params: readonly unknown[] = []): Promise<number> {
    return (await this.#query(text, params)).rowCount ?? 0;
  }

  /** Rows as the database answers them: nothing but `row.parse` makes something of one. */
  #query(
    statement: string | Omit<pg.QueryConfig, 'values'>,
    params: readonly unknown[],
  ): Promise<pg.QueryResult<Record<string, unknown>>> {
    return typeof statement === 'string'
      ? this.#connection.query(statement, [...params])
      : this.#connection.query({ ...statement, values: [...params] });
  }
}
