import { Migration } from '@mikro-orm/migrations';

/** A match says what it rests on, or why only a person can tell; an import lists what it recognised under another name. */
export class Migration0009MatchReasons extends Migration {
  override up(): void {
    this.addSql(`
      ALTER TABLE match
        -- Code of MATCH_REASONS; NULL for a match, and for what resembles nothing.
        ADD COLUMN reason text,
        DROP CONSTRAINT match_by_check,
        ADD CONSTRAINT match_by_check
          CHECK (by IN ('decision', 'identifier', 'name', 'members', 'teaching', 'none'));
      ALTER TABLE import ADD COLUMN recognised jsonb NOT NULL DEFAULT '[]';
    `);
  }
}
