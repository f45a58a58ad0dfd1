import { Migration } from '@mikro-orm/migrations';

/** Files received, and what is asked about them while one is being recorded. */
export class Migration0004Deposits extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE deposit (
        id uuid PRIMARY KEY,
        campus_code text NOT NULL REFERENCES campus (code),
        -- NULL: the whole campus.
        establishment_id text REFERENCES establishment (id),
        origin text NOT NULL CHECK (origin IN ('automatic', 'manual')),
        file_name text NOT NULL,
        size_bytes bigint NOT NULL,
        -- Of the bytes received.
        sha256 text NOT NULL,
        storage_key text NOT NULL,
        -- Login of the deposit account (automatic) or of the person (manual).
        account_login text NOT NULL,
        remote_address text,
        user_agent text,
        received_at timestamptz NOT NULL,
        source_deleted_at timestamptz
      );
      CREATE INDEX deposit_retry ON deposit (campus_code, received_at DESC, id);
      -- What an account has sent: for its limit, and for whom it is.
      CREATE INDEX deposit_of_account ON deposit (account_login, received_at DESC);
      -- Finds the source files to delete without reading the years of deposits whose file is gone.
      CREATE INDEX deposit_source ON deposit (received_at) WHERE source_deleted_at IS NULL;

      -- Deposits whose recording was given up, so that a statement still on its way records nothing.
      CREATE TABLE abandoned_deposit (
        id uuid PRIMARY KEY,
        abandoned_at timestamptz NOT NULL DEFAULT now()
      );

      -- What a recording has to know as of now. A function because of when it looks: a statement sees the tables as they
      -- were when it began, a volatile function called in it as they are at the call, that is once the lock on the content
      -- is held and whoever held it before has committed.
      -- The earlier deposit is the target's last one, if it brought the same bytes over WebDAV: a client that did not get
      -- our answer sends them again. The same bytes after others are a return to them, whatever the names, and also when
      -- the others came for the whole campus, hence for each of its establishments, or for one of those of the campus.
      CREATE FUNCTION deposit_standing(of_id uuid, of_campus text, of_establishment text, of_sha256 text,
                                       since timestamptz)
      RETURNS TABLE (is_abandoned boolean, earlier_id uuid, earlier_key text)
      LANGUAGE plpgsql VOLATILE ROWS 1 AS $$
      BEGIN
        RETURN QUERY
          SELECT EXISTS (SELECT FROM abandoned_deposit WHERE abandoned_deposit.id = of_id),
                 earlier.id, earlier.storage_key
          FROM (VALUES (true)) AS always
          LEFT JOIN LATERAL (
            SELECT deposit.id, deposit.storage_key, deposit.origin, deposit.sha256, deposit.establishment_id
            FROM deposit
            WHERE deposit.campus_code = of_campus
              AND (deposit.establishment_id = of_establishment OR deposit.establishment_id IS NULL
                   OR of_establishment IS NULL)
              AND deposit.received_at > since
            ORDER BY deposit.received_at DESC, deposit.id
            LIMIT 1
          ) AS earlier ON earlier.origin = 'automatic' AND earlier.sha256 = of_sha256
                      AND earlier.establishment_id IS NOT DISTINCT FROM of_establishment;
      END $$;
    `);
  }
}
