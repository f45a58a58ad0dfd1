import { Migration } from '@mikro-orm/migrations';

/** What the ENT says of people and classes. */
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
    `);
  }
}
