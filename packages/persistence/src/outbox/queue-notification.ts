import { ACCESS_CHANNEL, type AccessNotificationData, type ImportNotification } from '@timetable/domain';
import { areTwins } from '../imports/twin-files.js';
import type { Sql } from '../sql.js';

/** Channel of PostgreSQL on which notifications to deliver are announced. */
export const NOTIFICATION_CHANNEL = 'notification';

/**
 * One row per channel and recipient. A channel that reaches people has one for each deposit account of the campus that
 * asked and whose user is still there. None about the rejection of a PRONOTE duplicate beside a good file that
 * `isToldByGoodFile`.
 */
export async function queueImportNotification(
  tx: Sql,
  { kind, data, recipients, channels, onceKey, notBefore }: ImportNotification,
  now: Date,
): Promise<void> {
  await tx.run(
    `WITH channel AS (SELECT * FROM jsonb_to_recordset($4) AS channel (name text, reaches text)),
          recipient AS (
            SELECT 'people' AS reaches, account.campus_code, account.login, ent_user.email
              FROM deposit_account AS account
              JOIN ent_user ON ent_user.campus_code = account.campus_code AND ent_user.ent_id = account.user_ent_id
               AND ent_user.present
             WHERE account.notify AND account.deleted_at IS NULL AND 'depositor' = ANY ($3::text[])
            UNION ALL
            SELECT 'installation', code, NULL, NULL FROM campus
          )
     INSERT INTO notification (kind, campus_code, import_id, channel, recipient_login, recipient_email, data, dedupe_key,
                               next_try_at)
     SELECT $2, import.campus_code, import.id, channel.name, recipient.login, recipient.email, $5,
            concat_ws('/', $6::text, channel.name, recipient.login),
            -- Technical times are the database's own, whatever the business clock says.
            now() + greatest($7::timestamptz - $8::timestamptz, interval '0')
       FROM import
       JOIN recipient USING (campus_code)
       JOIN channel USING (reaches)
      WHERE import.id = $1
        AND NOT (import.status = 'rejected'
                 AND EXISTS (SELECT FROM import AS good
                              WHERE ${areTwins('import', 'good')} AND good.status <> 'cancelled'))
     ON CONFLICT (dedupe_key) DO NOTHING`,
    [
      data.importId,
      kind,
      recipients,
      JSON.stringify(channels),
      JSON.stringify(data),
      onceKey,
      notBefore ?? now,
      now,
    ],
  );
  await announce(tx);
}

/** To the owner of the account, once for each of its secrets. */
export async function queueAccessNotification(
  tx: Sql,
  campusCode: string,
  email: string,
  data: AccessNotificationData,
): Promise<void> {
  await tx.run(
    `INSERT INTO notification (kind, campus_code, channel, recipient_login, recipient_email, data, dedupe_key)
     SELECT 'access', $1, $2, login, $4, $5, 'access/' || login || '/' || version FROM deposit_account WHERE login = $3
     ON CONFLICT (dedupe_key) DO NOTHING`,
    [campusCode, ACCESS_CHANNEL, data.login, email, JSON.stringify(data)],
  );
  await announce(tx);
}

async function announce(tx: Sql): Promise<void> {
  await tx.run(`SELECT pg_notify('${NOTIFICATION_CHANNEL}', '')`);
}
