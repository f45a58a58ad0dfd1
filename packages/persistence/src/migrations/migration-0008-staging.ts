import { Migration } from '@mikro-orm/migrations';

/** Where a file's sessions and memberships are compared with the current ones before they are published. */
export class Migration0008Staging extends Migration {
  override up(): void {
    this.addSql(`
      -- Staging: filled by COPY, compared, published, emptied. Unlogged: a crash of the server loses all of it together,
      -- and the step that needs it fills it again. Emptied after each import: vacuumed by size, not by proportion.
      -- By series: sessions of a course that differ by their date only.
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
        -- What the file leaves unsaid of these sessions: 'subject', 'audience', 'teachers', 'rooms', 'weeks', 'end'.
        unsaid text[] COLLATE "C" NOT NULL DEFAULT '{}',
        -- The file says that these lessons are cancelled.
        is_cancelled boolean NOT NULL DEFAULT false,
        -- One element per session; instants in seconds since 1970.
        dates date[] NOT NULL,
        starts bigint[] NOT NULL,
        ends bigint[] NOT NULL
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 100000);
      CREATE INDEX session_staging_import ON session_staging (import_id);

      -- Outcome of the comparison: one row per session that is not simply unchanged.
      CREATE UNLOGGED TABLE session_diff (
        import_id uuid NOT NULL,
        type text NOT NULL CHECK (type IN ('created', 'modified', 'cancelled', 'revived', 'frozen', 'edited_by_hand', 'moved', 'kept')),
        -- NULL for what only the file has.
        session_id bigint,
        -- NULL for what only the current state has.
        line int,
        -- Of the content in the file and in the current state; NULL on the side that has none.
        file_hash bigint,
        current_hash bigint,
        -- What the session keeps of its content, since the file leaves it unsaid; NULL: what the file says.
        kept_subject_key text COLLATE "C",
        kept_audience text[] COLLATE "C",
        kept_classes text[] COLLATE "C",
        kept_groups text[] COLLATE "C",
        kept_establishment_ids text[] COLLATE "C",
        kept_teachers text[] COLLATE "C",
        kept_rooms text[] COLLATE "C",
        kept_end_minute smallint,
        kept_ends_at timestamptz
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 100000);
      CREATE INDEX session_diff_import ON session_diff (import_id);

      CREATE UNLOGGED TABLE membership_staging (
        import_id uuid NOT NULL,
        group_key text NOT NULL,
        person_id text NOT NULL,
        role text NOT NULL CHECK (role IN ('pupil', 'teacher')),
        starts_on date NOT NULL,
        ends_on date NOT NULL,
        -- false: the file does not say since when.
        has_start boolean NOT NULL DEFAULT true
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 100000);
      CREATE INDEX membership_staging_import ON membership_staging (import_id);

      -- A feed of many schools on its way in: emptied before and after it. campus_code is NULL for somebody of whom a change
      -- does not say where they are.
      CREATE UNLOGGED TABLE feed_person (
        campus_code text,
        kind text NOT NULL CHECK (kind IN ('teacher', 'pupil')),
        ent_id text NOT NULL,
        last_name text,
        first_name text,
        birth_date date,
        sts_id text,
        national_id text,
        siecl_id text,
        class_ent_id text,
        says_class boolean NOT NULL,
        listed_by text[],
        is_gone boolean NOT NULL,
        -- Made of what it changes and of where that person is now: made anew each time.
        is_placed boolean NOT NULL DEFAULT false
      );
      CREATE INDEX feed_person_key ON feed_person (campus_code, kind, ent_id);
      CREATE UNLOGGED TABLE feed_class (
        campus_code text NOT NULL,
        ent_id text NOT NULL,
        name text NOT NULL,
        establishment_id text NOT NULL
      );
      CREATE INDEX feed_class_key ON feed_class (campus_code, ent_id);
      -- Campuses that it is about: of which establishments it gives everybody, and of which all classes.
      CREATE UNLOGGED TABLE feed_campus (
        campus_code text PRIMARY KEY,
        establishment_ids text[] NOT NULL,
        is_whole boolean NOT NULL,
        class_establishment_ids text[] NOT NULL,
        -- Its establishments and their UAI when the feed was read.
        establishments text NOT NULL,
        is_placed boolean NOT NULL DEFAULT false
      );
      -- What was read, and waits until somebody has it loaded: one row at most, emptied with the others.
      CREATE UNLOGGED TABLE staged_feed (
        id uuid PRIMARY KEY,
        people int NOT NULL,
        elsewhere int NOT NULL,
        unknown_structures text[] NOT NULL,
        absent text[] NOT NULL
      );

      -- Which parts of an import's staging are complete; unlogged like them, so that it is lost with them.
      CREATE UNLOGGED TABLE staged_part (
        import_id uuid NOT NULL,
        part text NOT NULL CHECK (part IN ('sessions', 'memberships', 'diff')),
        PRIMARY KEY (import_id, part)
      );
    `);
  }
}
