import { Migration } from '@mikro-orm/migrations';

/** Campuses, establishments, school years, the directory, and the accounts of people and programs. */
export class Migration0001Organisation extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE campus (
        code text PRIMARY KEY CHECK (code ~ '^[A-Za-z0-9_-]{1,32}$'),
        name text NOT NULL,
        academic_zone text,
        -- Import settings: {"formats": [...], "softwareVersions": [...], "freezeMinutes": 15}; but for formats, absent keys mean the defaults.
        import_settings jsonb NOT NULL DEFAULT '{"formats":["edt","udt"]}',
        -- Bumped by whatever an import's plan depends on, so that a plan knows when it is out of date.
        settings_version bigint NOT NULL DEFAULT 1,
        match_version bigint NOT NULL DEFAULT 1,
        directory_version bigint NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE establishment (
        id text PRIMARY KEY CHECK (id = campus_code || '/' || code),
        campus_code text NOT NULL REFERENCES campus (code),
        code text NOT NULL CHECK (code ~ '^[A-Za-z0-9_-]{1,32}$'),
        uai text NOT NULL CHECK (uai ~ '^[0-9]{7}[A-Z]$'),
        name text NOT NULL,
        time_zone text NOT NULL,
        -- Order of declaration: the first one is the default home of what a campus-wide file does not place.
        position int NOT NULL,
        -- Bumped by every publication and by hand edits: the version of the base a plan was computed from.
        base_version bigint NOT NULL DEFAULT 1,
        UNIQUE (campus_code, code),
        UNIQUE (campus_code, uai)
      );

      CREATE TABLE school_year (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        establishment_id text NOT NULL REFERENCES establishment (id),
        label text NOT NULL CHECK (label ~ '^[0-9]{4}-[0-9]{4}$'),
        starts_on date NOT NULL,
        ends_on date NOT NULL CHECK (ends_on > starts_on),
        -- false: dates proposed by us, replaced by the file's at the first import; true: a manager gave them.
        dates_decided boolean NOT NULL DEFAULT false,
        state text NOT NULL CHECK (state IN ('awaiting_first_import', 'open', 'closed')),
        opened_at timestamptz,
        UNIQUE (establishment_id, label)
      );
      CREATE UNIQUE INDEX school_year_current ON school_year (establishment_id) WHERE state <> 'closed';

      CREATE TABLE closure (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        establishment_id text NOT NULL REFERENCES establishment (id),
        school_year text NOT NULL,
        starts_on date NOT NULL,
        ends_on date NOT NULL CHECK (ends_on >= starts_on),
        label text NOT NULL DEFAULT '',
        -- 'calendar': proposed holidays of the zone; 'manual': typed by a manager; 'import': read in a file
        source text NOT NULL CHECK (source IN ('calendar', 'manual', 'import')),
        UNIQUE (establishment_id, school_year, starts_on, ends_on)
      );

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
        present boolean NOT NULL DEFAULT true,
        PRIMARY KEY (campus_code, kind, ent_id)
      );

      CREATE TABLE class (
        campus_code text NOT NULL REFERENCES campus (code),
        ent_id text NOT NULL,
        name text NOT NULL,
        establishment_id text NOT NULL REFERENCES establishment (id),
        present boolean NOT NULL DEFAULT true,
        PRIMARY KEY (campus_code, ent_id)
      );

      CREATE TABLE ent_user (
        campus_code text NOT NULL REFERENCES campus (code),
        ent_id text NOT NULL,
        last_name text NOT NULL,
        first_name text NOT NULL,
        email text NOT NULL,
        present boolean NOT NULL DEFAULT true,
        PRIMARY KEY (campus_code, ent_id)
      );

      CREATE TABLE account (
        login text PRIMARY KEY,
        name text NOT NULL,
        password_hash text NOT NULL,
        role text NOT NULL CHECK (role IN ('operator', 'manager', 'viewer')),
        campus_code text REFERENCES campus (code),
        -- Bumped to revoke every token already given.
        token_version int NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        CHECK ((role = 'operator') = (campus_code IS NULL))
      );

      CREATE TABLE deposit_account (
        login text PRIMARY KEY CHECK (login ~ '^[a-z0-9._-]{1,128}$'),
        campus_code text NOT NULL REFERENCES campus (code),
        user_ent_id text NOT NULL,
        password_hash text NOT NULL,
        notify boolean NOT NULL,
        -- Bumped when the secret changes or the account goes: caches of good credentials are dropped.
        version int NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        deleted_at timestamptz,
        last_used_at timestamptz,
        last_address text,
        last_user_agent text
      );
      CREATE INDEX deposit_account_campus ON deposit_account (campus_code) WHERE deleted_at IS NULL;
    `);
  }
}
