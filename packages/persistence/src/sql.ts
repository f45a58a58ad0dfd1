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
  /** Unchecked: only while there are statements without a schema. */
  rows<Row extends pg.QueryResultRow>(text: string, params?: readonly unknown[]): Promise<Row[]>;

  /**
   * The first row, or undefined.
   *
   * @throws ZodError when it is not as the schema says
   */
  first<Row>(row: z.ZodType<Row>, text: string, params?: readonly unknown[]): Promise<Row | undefined>;
  /** Unchecked: only while there are statements without a schema. */
  first<Row extends pg.QueryResultRow>(text: string, params?: readonly unknown[]): Promise<Row | undefined>;

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
  /** Unchecked: only while there are statements without a schema. */
  prepared<Row extends pg.QueryResultRow>(
    name: string,
    text: string,
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

  async rows<Row extends pg.QueryResultRow>(
    row: z.ZodType<Row> | string,
    text: string | readonly unknown[] = [],
    params: readonly unknown[] = [],
  ): Promise<Row[]> {
    if (typeof row === 'string') return this.#unchecked<Row>({ text: row }, text);
    if (typeof text !== 'string') throw new TypeError('A schema, then its statement.');
    return parse(row, await this.#query({ text }, params));
  }

  async first<Row extends pg.QueryResultRow>(
    row: z.ZodType<Row> | string,
    text: string | readonly unknown[] = [],
    params: readonly unknown[] = [],
  ): Promise<Row | undefined> {
    if (typeof row === 'string') return (await this.#unchecked<Row>({ text: row }, text))[0];
    if (typeof text !== 'string') throw new TypeError('A schema, then its statement.');
    const { rows } = await this.#query({ text }, params);
    return parse(row, { rows: rows.slice(0, 1) })[0];
  }

  async prepared<Row extends pg.QueryResultRow>(
    row: z.ZodType<Row> | string,
    statement: PreparedStatement | string,
    params: readonly unknown[],
    options?: { readonly timeoutMs: number },
  ): Promise<Row[]> {
    const limit = options === undefined ? {} : { query_timeout: options.timeoutMs };
    if (typeof statement === 'string') {
      if (typeof row !== 'string') throw new TypeError('A prepared statement has a name.');
      return this.#unchecked<Row>({ name: row, text: statement, ...limit }, params);
    }
    if (typeof row === 'string') throw new TypeError('A prepared statement has a schema.');
    return parse(row, await this.#query({ ...statement, ...limit }, params));
  }

  async run(text: string, params: readonly unknown[] = []): Promise<number> {
    return (await this.#query({ text }, params)).rowCount ?? 0;
  }

  async #unchecked<Row extends pg.QueryResultRow>(
    statement: Omit<pg.QueryConfig, 'values'>,
    params: string | readonly unknown[],
  ): Promise<Row[]> {
    return (await this.#query<Row>(statement, typeof params === 'string' ? [] : params)).rows;
  }

  #query<Row extends pg.QueryResultRow>(
    statement: Omit<pg.QueryConfig, 'values'>,
    params: readonly unknown[],
  ): Promise<pg.QueryResult<Row>> {
    return this.#connection.query<Row>({ ...statement, values: [...params] });
  }
}

const parse = <Row>(row: z.ZodType<Row>, { rows }: { readonly rows: readonly unknown[] }): Row[] =>
  rows.map((found) => row.parse(found));
