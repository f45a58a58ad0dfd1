import { Migration } from '@mikro-orm/migrations';

/**
 * Sessions are staged by series (sessions of a course that differ by their date only), and a difference keeps the hashes of
 * its sides. What was staged is forgotten: the step that needs it fills it again.
 */
export class Migration0006SessionSeries extends Migration {
  override up(): void {
    this.addSql(`
      TRUNCATE staged_part, session_diff;
      DROP TABLE session_staging;
      CREATE UNLOGGED TABLE session_staging (
        import_id uuid NOT NULL,
        series int NOT NULL,
        establishment_ids text[] COLLATE "C" NOT NULL,
        start_minute smallint NOT NULL,
        end_minute smallint NOT NULL,
        subject_key text COLLATE "C" NOT NULL,
        audience text[] COLLATE "C" NOT NULL,
        teachers text[] COLLATE "C" NOT NULL,
        classes text[] COLLATE "C" NOT NULL,
        groups text[] COLLATE "C" NOT NULL,
        rooms text[] COLLATE "C" NOT NULL,
        course_key text COLLATE "C" NOT NULL,
        -- One element per session; instants in seconds since 1970.
        dates date[] NOT NULL,
        starts bigint[] NOT NULL,
        ends bigint[] NOT NULL
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 100000);
      CREATE INDEX session_staging_import ON session_staging (import_id);

      ALTER TABLE session_diff
        -- Of the content in the file and in the base; NULL on the side that has none.
        ADD COLUMN file_hash bigint,
        ADD COLUMN base_hash bigint;
    `);
  }
}
