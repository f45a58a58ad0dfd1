import type pg from 'pg';

/** From now on an import of the campus meets a defect in the middle of its plan. */
export async function breakMemberships(sql: pg.Client, campus: string): Promise<void> {
  await sql.query(`
    CREATE FUNCTION break_${campus}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT FROM import WHERE id = NEW.import_id AND campus_code = '${campus}') THEN
        RAISE EXCEPTION 'a defect';
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER break_${campus} BEFORE INSERT ON membership_staging FOR EACH ROW EXECUTE FUNCTION break_${campus}()`);
}

/** What was interrupted by it can be relaunched. */
export async function repairMemberships(sql: pg.Client, campus: string): Promise<void> {
  await sql.query(`DROP TRIGGER break_${campus} ON membership_staging; DROP FUNCTION break_${campus}()`);
}
