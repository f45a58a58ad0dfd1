import pg from 'pg';

/**
 * SQL with bound `$n` parameters. Dates come back as `YYYY-MM-DD` strings, instants as `Date`, bigint and numeric as
 * strings (cast to `int` in the query what is known to be small). Only who writes a statement knows what its rows look
 * like, hence the type argument.
 */
export interface Sql {
  rows<Row extends pg.QueryResultRow>(text: string, params?: readonly unknown[]): Promise<Row[]>;
  /** The first row, or undefined. */
  first<Row extends pg.QueryResultRow>(text: string, params?: readonly unknown[]): Promise<Row | undefined>;
  /**
   * A statement that each connection parses and plans once: for the few that run at every request.
   *
   * @throws after `timeoutMs` too, if given; the connection is then closed, since it may be dead where others are not
   */
  prepared<Row extends pg.QueryResultRow>(
    name: string,
    text: string,
    params: readonly unknown[],
    options?: { readonly timeoutMs: number },
  ): Promise<Row[]>;
  /** Returns how many rows were written. */
  run(text: string, params?: readonly unknown[]): Promise<number>;
}

// MikroORM asks the pool for raw strings; the SQL written here wants JavaScript values, hence its own parsers.
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.DATE, (text: string) => text);

/** Runs statements on the pool (each on its own) or on the client of a transaction. */
export class SqlRunner implements Sql {
  readonly #connection: Pick<pg.Pool, 'query'> | Pick<pg.PoolClient, 'query'>;

  constructor(connection: Pick<pg.Pool, 'query'> | Pick<pg.PoolClient, 'query'>) {
    this.#connection = connection;
  }

  async rows<Row extends pg.QueryResultRow>(text: string, params: readonly unknown[] = []): Promise<Row[]> {
    return (await this.#query<Row>(text, params)).rows;
  }

  async first<Row extends pg.QueryResultRow>(
    text: string,
    params: readonly unknown[] = [],
  ): Promise<Row | undefined> {
    return (await this.#query<Row>(text, params)).rows[0];
  }

  async prepared<Row extends pg.QueryResultRow>(
    name: string,
    text: string,
    params: readonly unknown[],
    options?: { readonly timeoutMs: number },
  ): Promise<Row[]> {
    const limit = options === undefined ? {} : { query_timeout: options.timeoutMs };
    return (await this.#connection.query<Row>({ name, text, values: [...params], types, ...limit })).rows;
  }

  async run(text: string, params: readonly unknown[] = []): Promise<number> {
    return (await this.#query(text, params)).rowCount ?? 0;
  }

  #query<Row extends pg.QueryResultRow>(
    text: string,
    params: readonly unknown[],
  ): Promise<pg.QueryResult<Row>> {
    return this.#connection.query<Row>({ text, values: [...params], types });
  }
}
