import { defineEntity, p } from '@mikro-orm/postgresql';
import type {
  AccessNotificationData,
  ImportNotificationData,
  ImportNotificationKind,
  RecipientType,
} from '@timetable/domain';
import { CampusEntity } from '../campus/campus.entity.js';
import { closedSet } from '../closed-set.js';
import { ImportEntity } from '../imports/import.entity.js';

/** How an import ended, or `access`: the login and password of a new deposit account. */
export type NotificationKind = ImportNotificationKind | 'access';

/** What is left of a fact that has been told or refused. */
type Erased = Readonly<Record<string, never>>;

/** A fact to tell through one channel, told or refused. Its data are emptied once it has left. */
export const NotificationEntity = defineEntity({
  name: 'Notification',
  properties: {
    id: p.bigint('string').primary().autoincrement().generated('identity'),
    kind: p.enum(
      closedSet<NotificationKind>({
        held: true,
        rejected: true,
        interrupted: true,
        alerts: true,
        access: true,
      }),
    ),
    campusCode: p.manyToOne(CampusEntity).mapToPk().fieldName('campus_code'),
    importId: p
      .manyToOne(ImportEntity)
      .mapToPk()
      .fieldName('import_id')
      .strictNullable()
      .deleteRule('no action'),
    /** What renders and sends it, by its name. */
    channel: p.text(),
    /** Null all three: the channel has an address of its own. */
    recipientType: p.enum(closedSet<RecipientType>({ depositor: true, staff: true })).strictNullable(),
    recipientLogin: p.text().strictNullable(),
    recipientEmail: p.text().strictNullable(),
    /** Put into a form when it is sent. */
    data: p.json().$type<ImportNotificationData | AccessNotificationData | Erased>(),
    /** True: waits for the summary that its recipient has once a day. */
    dailyDigest: p.boolean().default(false),
    /** One per cause, day, channel and account, however many files show it. */
    dedupeKey: p.text().unique(),
    tries: p.integer().default(0),
    nextTryAt: p.datetime(6).defaultRaw('now()'),
    /** While a worker delivers it: until when it is that worker's. */
    claimedUntil: p.datetime(6).strictNullable(),
    /** Taken back while it was being delivered: not tried again, and told all the same if it has left. */
    withdrawnAt: p.datetime(6).strictNullable(),
    createdAt: p.datetime(6).defaultRaw('now()'),
    sentAt: p.datetime(6).strictNullable(),
    /** The mail server refuses it for good: neither sent nor waiting. */
    refusedAt: p.datetime(6).strictNullable(),
    /** Codes of the mail server: « EENVELOPE 550 ». */
    refusal: p.text().strictNullable(),
  },
  indexes: [
    {
      name: 'notification_due',
      properties: ['nextTryAt'],
      where: 'sent_at IS NULL AND refused_at IS NULL AND withdrawn_at IS NULL',
    },
    { name: 'notification_age', properties: ['createdAt'] },
    { name: 'notification_import', properties: ['importId'] },
    {
      name: 'notification_recipient',
      properties: ['recipientType', 'recipientLogin'],
      where: 'sent_at IS NULL AND refused_at IS NULL',
    },
    { name: 'notification_refused', properties: ['refusedAt'], where: 'refused_at IS NOT NULL' },
  ],
});
