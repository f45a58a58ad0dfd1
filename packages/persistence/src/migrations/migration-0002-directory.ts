import { Migration } from '@mikro-orm/migrations';

/**
 * What the ENT says of people and classes. Nobody is deleted: who leaves stays what they were for what exists, and is
 * themselves again when they come back.
 */
export class Migration0002Directory extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE person (
        campus_code text NOT NULL REFERENCES campus (code),
        kind text NOT NULL CHECK (kind IN ('teacher', 'pupil')),
        ent_id text NOT NULL,
        last_name text NOT NULL,
        first_name text NOT NULL,
        birth_date date,
        idpn text,
        sts_id text,
        national_id text,
        siecl_id text,
        class_ent_id text,
        -- Establishments whose own lists have that person; NULL: a list of the whole campus has.
        listed_by text[],
        -- When a load of the directory no longer had it; NULL while the ENT lists it.
        absent_since timestamptz,
        -- The id under which the ENT knows it now: only history still says this one.
        replaced_by text,
        -- When the load that gave it that id came.
        replaced_at timestamptz,
        present boolean GENERATED ALWAYS AS (absent_since IS NULL) STORED,
        PRIMARY KEY (campus_code, kind, ent_id),
        CHECK (replaced_by IS NULL OR absent_since IS NOT NULL)
      );
      -- Changes of an academic directory do not say where somebody is.
      CREATE INDEX person_by_id ON person (ent_id, kind);

      CREATE TABLE class (
        campus_code text NOT NULL REFERENCES campus (code),
        ent_id text NOT NULL,
        name text NOT NULL,
        establishment_id text NOT NULL REFERENCES establishment (id),
        absent_since timestamptz,
        replaced_by text,
        replaced_at timestamptz,
        present boolean GENERATED ALWAYS AS (absent_since IS NULL) STORED,
        PRIMARY KEY (campus_code, ent_id),
        CHECK (replaced_by IS NULL OR absent_since IS NOT NULL)
      );

      CREATE TABLE ent_user (
        campus_code text NOT NULL REFERENCES campus (code),
        ent_id text NOT NULL,
        last_name text NOT NULL,
        first_name text NOT NULL,
        email text NOT NULL,
        absent_since timestamptz,
        replaced_by text,
        replaced_at timestamptz,
        present boolean GENERATED ALWAYS AS (absent_since IS NULL) STORED,
        PRIMARY KEY (campus_code, ent_id),
        CHECK (replaced_by IS NULL OR absent_since IS NOT NULL)
      );

      -- From where each list came the last time that it was loaded.
      CREATE TABLE directory_source (
        campus_code text NOT NULL REFERENCES campus (code),
        list text NOT NULL CHECK (list IN ('teachers', 'pupils', 'classes', 'users')),
        -- Whose list it is; empty: of the whole campus.
        establishment_id text NOT NULL,
        source text NOT NULL CHECK (source IN ('rest', 'csv', 'siecle', 'sts', 'aaf')),
        loaded_at timestamptz NOT NULL,
        loaded_by text NOT NULL,
        PRIMARY KEY (campus_code, list, establishment_id)
      );

      -- Schools of the academic directory: its changes name them by its own ids.
      CREATE TABLE feed_structure (
        id text PRIMARY KEY,
        uai text NOT NULL,
        name text NOT NULL
      );

      -- Academic directories that were sent, and what became of them: the last ones. Their rows are staged, unlogged.
      CREATE TABLE directory_feed (
        id uuid PRIMARY KEY,
        file_name text,
        is_complete boolean,
        step text NOT NULL CHECK (step IN ('reading', 'staged', 'loading', 'loaded', 'dropped', 'replaced', 'expired',
                                           'unreadable', 'interrupted')),
        begun_at timestamptz NOT NULL,
        begun_by text NOT NULL,
        staged_at timestamptz,
        load_begun_at timestamptz,
        load_begun_by text,
        report jsonb,
        shown jsonb,
        refusal text
      );

      -- Files of a directory that somebody is looking at before they are loaded.
      CREATE TABLE directory_upload (
        id uuid PRIMARY KEY,
        campus_code text NOT NULL REFERENCES campus (code),
        establishment_id text NOT NULL REFERENCES establishment (id),
        source text NOT NULL CHECK (source IN ('csv', 'siecle', 'sts')),
        file_name text NOT NULL,
        given jsonb NOT NULL,
        -- What timetables for STSWEB refer to: of sts_emp alone.
        stsweb jsonb,
        problems jsonb NOT NULL,
        received_at timestamptz NOT NULL,
        received_by text NOT NULL
      );
      CREATE INDEX directory_upload_by_age ON directory_upload (received_at);
    `);
  }
}
