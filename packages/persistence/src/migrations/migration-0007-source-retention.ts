import { Migration } from '@mikro-orm/migrations';

/** Finds the source files to delete without reading the years of deposits whose file is gone. */
export class Migration0007SourceRetention extends Migration {
  override up(): void {
    this.addSql(`CREATE INDEX deposit_source ON deposit (received_at) WHERE source_deleted_at IS NULL;`);
  }
}
