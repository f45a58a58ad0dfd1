import pg from 'pg';
import { until } from './until.js';

/**
 * Where an import can be held while it works, by what it is about to write: table, event and condition of a trigger,
 * and the column with the import's id. All but the last two are inside a transaction with work not yet committed.
 */
const POINTS = {
  /** Read and judged, nothing noted. */
  validation: ['import', 'UPDATE OF timetable_sha256', 'true', 'id'],
  /** Sessions staged, memberships not. */
  thresholds: ['staged_part', 'INSERT', `NEW.part = 'memberships'`, 'import_id'],
  /** Memberships compared, the step not ended. */
  groups: ['import_step', 'UPDATE', `NEW.step = 'groups' AND NEW.state = 'ok'`, 'import_id'],
  /** Everything written to vie scolaire, nothing committed. */
  sessions: ['import', 'UPDATE OF published', 'OLD.published IS NULL', 'id'],
  /** Published and visible, the step not ended. */
  published: ['import_step', 'UPDATE', `NEW.step = 'sessions' AND NEW.state = 'ok'`, 'import_id'],
  /** Every step ended, the import not. */
  completion: ['import', 'UPDATE OF status', `NEW.status LIKE 'integrated%'`, 'id'],
} as const;

export type PausePoint = keyof typeof POINTS;
export const PAUSE_POINTS: readonly PausePoint[] = [
  'validation',
  'thresholds',
  'groups',
  'sessions',
  'published',
  'completion',
];

/** Any number nobody else takes advisory locks under. */
const LOCK_CLASS = 7321;

/**
 * Holds imports of chosen campuses at chosen points, from a connection of its own: the database makes them wait, so that
 * what is killed meanwhile really is in the middle of that step. Nothing in the product knows.
 */
export class Pauses {
  readonly #client: pg.Client;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async open(databaseUrl: string): Promise<Pauses> {
    const client = new pg.Client(databaseUrl);
    // The server may be stopped under it: whoever uses it next is told.
    client.on('error', () => undefined);
    await client.connect();
    await client.query(`
      CREATE OR REPLACE FUNCTION pause_import() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM FROM import
          WHERE id = (to_jsonb(NEW) ->> TG_ARGV[1])::uuid AND campus_code = TG_ARGV[0];
        IF FOUND THEN PERFORM pg_advisory_xact_lock_shared(${LOCK_CLASS}, TG_ARGV[2]::int); END IF;
        RETURN NEW;
      END $$`);
    return new Pauses(client);
  }

  /** From now on imports of that campus wait at that point, until `release`. */
  async hold(campusCode: string, point: PausePoint): Promise<void> {
    const [table, event, condition, column] = POINTS[point];
    const number = PAUSE_POINTS.indexOf(point);
    await this.#client.query('SELECT pg_advisory_lock($1, $2)', [LOCK_CLASS, number]);
    await this.#client.query(
      `CREATE OR REPLACE TRIGGER ${pg.escapeIdentifier(`pause_${campusCode}_${point}`)} BEFORE ${event} ON ${table} FOR EACH ROW
         WHEN (${condition})
         EXECUTE FUNCTION pause_import(${pg.escapeLiteral(campusCode)}, '${column}', '${number}')`,
    );
  }

  /** Returns once an import waits there. */
  async reached(point: PausePoint): Promise<void> {
    await until(
      async () => {
        const { rowCount } = await this.#client.query(
          `SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = $1 AND objid = $2 AND NOT granted`,
          [LOCK_CLASS, PAUSE_POINTS.indexOf(point)],
        );
        return rowCount === 0 ? undefined : true;
      },
      { what: `an import paused at ${point}` },
    );
  }

  /** Lets everybody go on, for good. */
  async release(): Promise<void> {
    await this.#client.end();
  }
}
