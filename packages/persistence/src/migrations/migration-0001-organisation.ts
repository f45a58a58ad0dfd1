import { Migration } from '@mikro-orm/migrations';

/** Campuses, their establishments, school years and closures. */
export class Migration0001Organisation extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE campus (
        code text PRIMARY KEY CHECK (code ~ '^[A-Za-z0-9_-]{1,32}$'),
        name text NOT NULL,
        academic_zone text,
        -- Import settings: {"formats": [...], "softwareVersions": [...], "onlyKnownVersions": true, "freezeMinutes": 15}; but for formats, absent keys mean the defaults.
        import_settings jsonb NOT NULL DEFAULT '{"formats":["edt","udt","sts"]}',
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
        -- Bumped by every publication and by hand edits: the version of the current state a plan was computed from.
        state_version bigint NOT NULL DEFAULT 1,
        UNIQUE (campus_code, code),
        UNIQUE (campus_code, uai)
      );

      CREATE TABLE school_year (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        establishment_id text NOT NULL REFERENCES establishment (id),
        -- '2026-2027', or '2027' for a year that is a calendar year.
        label text NOT NULL CHECK (label ~ '^[0-9]{4}(-[0-9]{4})?$'),
        starts_on date NOT NULL,
        ends_on date NOT NULL CHECK (ends_on > starts_on),
        -- false: dates proposed by us, replaced by the file's at the first import; true: a manager gave them.
        dates_decided boolean NOT NULL DEFAULT false,
        -- Whether its first import is done. Of an establishment's years, the last that has begun is in force.
        state text NOT NULL CHECK (state IN ('awaiting_first_import', 'open')),
        opened_at timestamptz,
        UNIQUE (establishment_id, label)
      );
      -- At most one year awaits its first import: opening another replaces it.
      CREATE UNIQUE INDEX school_year_awaited ON school_year (establishment_id) WHERE state = 'awaiting_first_import';

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

      -- What STSWEB exported for timetable programs ("sts_emp"): what their timetables refer to, kept for the year.
      CREATE TABLE stsweb_export (
        establishment_id text NOT NULL REFERENCES establishment (id),
        -- Calendar year in which the school year begins.
        start_year int NOT NULL,
        content jsonb NOT NULL,
        received_at timestamptz NOT NULL,
        PRIMARY KEY (establishment_id, start_year)
      );
    `);
  }
}
