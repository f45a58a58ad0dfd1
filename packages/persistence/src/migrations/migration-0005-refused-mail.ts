import { Migration } from '@mikro-orm/migrations';

/** A mail that the mail server refuses for good is neither sent nor waiting. */
export class Migration0005RefusedMail extends Migration {
  override up(): void {
    this.addSql(`
      ALTER TABLE notification
        ADD COLUMN refused_at timestamptz,
        -- Codes of the mail server: « EENVELOPE 550 ».
        ADD COLUMN refusal text;
      DROP INDEX notification_due;
      CREATE INDEX notification_due ON notification (next_try_at) WHERE sent_at IS NULL AND refused_at IS NULL;
      CREATE INDEX notification_refused ON notification (refused_at) WHERE refused_at IS NOT NULL;
    `);
  }
}
