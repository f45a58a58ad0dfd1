import type pg from 'pg';

/** Changes whenever a session of the campus is written. */
export async function sessionsState(sql: Pick<pg.Client, 'query'>, campus: string): Promise<string> {
  const { rows } = await sql.query<{ state: string }>(
    `SELECT count(*) || '/' || coalesce(max(xmin::text::bigint), 0) AS state FROM session WHERE campus_code = $1`,
    [campus],
  );
  return rows[0]?.state ?? '';
}
