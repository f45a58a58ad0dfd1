import { sql, type Expression, type RawBuilder } from 'kysely';

// Technical times are the database's own clock, whatever the business clock says.
export const NOW: RawBuilder<Date> = sql`now()`;

export const inSeconds = (seconds: number): RawBuilder<Date> =>
  sql`now() + make_interval(secs => ${seconds})`;

/** In 1, 2, 4… seconds, up to `maxSeconds`, a quarter more or less so that retries spread. */
export const afterTries = (tries: Expression<number>, maxSeconds: number): RawBuilder<Date> =>
  sql`now() + make_interval(secs => least(power(2, least(${tries}, 20) - 1), ${maxSeconds}) * (0.75 + random() / 2))`;
