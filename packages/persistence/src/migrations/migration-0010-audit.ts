import { Migration } from '@mikro-orm/migrations';

/** Who did what. */
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
    `);
  }
}
