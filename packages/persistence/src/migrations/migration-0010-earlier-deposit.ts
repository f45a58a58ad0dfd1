import { Migration } from '@mikro-orm/migrations';

/**
 * The last automatic deposit of the same file for the same target since an instant. A function because of when it looks:
 * a statement sees the table as it was when it began, a volatile function called in it as it is at the call, that is
 * once the lock on the content is held and the door that held it before has committed.
 */
export class Migration0010EarlierDeposit extends Migration {
  override up(): void {
    this.addSql(`
      CREATE FUNCTION earlier_deposit(of_campus text, of_establishment text, of_name text, of_sha256 text,
                                      since timestamptz)
      RETURNS TABLE (earlier_id uuid, earlier_key text)
      LANGUAGE plpgsql VOLATILE ROWS 1 AS $$
      BEGIN
        RETURN QUERY
          SELECT deposit.id, deposit.storage_key
          FROM deposit
          WHERE deposit.origin = 'automatic'
            AND deposit.campus_code = of_campus
            AND deposit.establishment_id IS NOT DISTINCT FROM of_establishment
            AND deposit.file_name = of_name AND deposit.sha256 = of_sha256
            AND deposit.received_at > since
          ORDER BY deposit.received_at DESC
          LIMIT 1;
      END $$;`);
  }
}
