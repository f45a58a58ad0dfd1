import { Migration } from '@mikro-orm/migrations';

/** Who did what, and what was erased since. */
export class Migration0010Audit extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE audit (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT now(),
        actor text NOT NULL,
        action text NOT NULL,
        campus_code text,
        subject text NOT NULL,
        detail jsonb NOT NULL DEFAULT '{}'
      );
      CREATE INDEX audit_campus ON audit (campus_code, at DESC);
      CREATE INDEX audit_age ON audit (at);
      CREATE INDEX audit_subject ON audit (subject, at DESC);

      -- The last run of each retention, by the name of its rule.
      CREATE TABLE retention_run (
        kind text PRIMARY KEY,
        ran_at timestamptz NOT NULL,
        deleted bigint NOT NULL,
        -- By all its runs.
        deleted_total bigint NOT NULL
      );

      -- What was erased of people, by campus and school year; '' where no year was ever known.
      CREATE TABLE personal_data_erasure (
        campus_code text NOT NULL REFERENCES campus (code),
        school_year text NOT NULL,
        imports int NOT NULL,
        matches int NOT NULL,
        erased_at timestamptz NOT NULL,
        PRIMARY KEY (campus_code, school_year)
      );
    `);
  }
}
