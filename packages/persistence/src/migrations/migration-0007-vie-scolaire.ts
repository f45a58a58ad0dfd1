import { Migration } from '@mikro-orm/migrations';

/** What imports write: subjects, services, groups, dated memberships, sessions. */
export class Migration0007VieScolaire extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE subject (
        establishment_id text NOT NULL REFERENCES establishment (id),
        key text NOT NULL,
        code text NOT NULL,
        label text NOT NULL,
        imported boolean NOT NULL DEFAULT true,
        deleted_at timestamptz,
        PRIMARY KEY (establishment_id, key)
      );

      -- establishment_ids: a row belongs to a target when all of its establishments do. Sorted.
      CREATE TABLE service (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        campus_code text NOT NULL REFERENCES campus (code),
        school_year text NOT NULL,
        establishment_ids text[] NOT NULL,
        subject_key text NOT NULL,
        audience text NOT NULL,
        teachers text[] NOT NULL,
        yearly_minutes int NOT NULL,
        -- When it is taught, in few lines: what a change of its weekly volume is told by.
        taught_days jsonb NOT NULL DEFAULT '[]',
        deleted_at timestamptz
      );
      CREATE UNIQUE INDEX service_key ON service (campus_code, school_year, establishment_ids, subject_key, audience)
        WHERE deleted_at IS NULL;

      CREATE TABLE "group" (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        campus_code text NOT NULL REFERENCES campus (code),
        school_year text NOT NULL,
        -- Immutable identity, referred to by sessions and services; the name may change.
        key text NOT NULL,
        name text NOT NULL,
        establishment_ids text[] NOT NULL,
        class_ids text[] NOT NULL DEFAULT '{}',
        deleted_at timestamptz,
        created_by uuid REFERENCES import (id),
        UNIQUE (campus_code, school_year, key)
      );

      CREATE TABLE group_membership (
        group_id bigint NOT NULL REFERENCES "group" (id),
        person_id text NOT NULL,
        role text NOT NULL CHECK (role IN ('pupil', 'teacher')),
        starts_on date NOT NULL,
        ends_on date NOT NULL,
        PRIMARY KEY (group_id, role, person_id, starts_on)
      );

      -- Partitioned by school year: a year is one partition to read, to archive, to drop. Identity and content are
      -- compared as wholes, hence the collation: equality and order of bytes, much cheaper than a language's.
      CREATE TABLE session (
        id bigint GENERATED ALWAYS AS IDENTITY,
        school_year text COLLATE "C" NOT NULL,
        campus_code text COLLATE "C" NOT NULL,
        establishment_ids text[] COLLATE "C" NOT NULL,
        date date NOT NULL,
        start_minute smallint NOT NULL,
        end_minute smallint NOT NULL,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        subject_key text COLLATE "C" NOT NULL,
        audience text[] COLLATE "C" NOT NULL,
        teachers text[] COLLATE "C" NOT NULL,
        classes text[] COLLATE "C" NOT NULL,
        groups text[] COLLATE "C" NOT NULL,
        rooms text[] COLLATE "C" NOT NULL,
        state text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'cancelled')),
        edited_by_hand boolean NOT NULL DEFAULT false,
        -- Hash of what it was before its last change by an import; a file that says this again gives it back.
        former_content bigint,
        created_by uuid NOT NULL,
        updated_by uuid NOT NULL,
        PRIMARY KEY (id, school_year)
      ) PARTITION BY LIST (school_year);
      -- The year is the partition: no need of it in the index.
      CREATE INDEX session_calendar ON session (campus_code, date);
    `);
  }
}
