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
    `);
  }
}
