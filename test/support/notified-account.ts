import type { Database } from '@timetable/persistence';

/** A user of the campus with a deposit account, who asked to be written to. Returns the login. */
export async function notify(
  database: Database,
  campusCode: string,
  { user = 'secretariat', notify = true, present = true } = {},
): Promise<string> {
  const login = `emp.${user}.${campusCode.toLowerCase()}`;
  await database.sql.run(
    `INSERT INTO ent_user (campus_code, ent_id, last_name, first_name, email, absent_since)
     VALUES ($1, $2, 'Vasseur', 'Hélène', $2 || '@example.org', CASE WHEN $3 THEN NULL ELSE now() END)`,
    [campusCode, user, present],
  );
  await database.sql.run(
    `INSERT INTO deposit_account (login, campus_code, user_ent_id, password_hash, notify)
     VALUES ($1, $2, $3, '', $4)`,
    [login, campusCode, user, notify],
  );
  return login;
}
