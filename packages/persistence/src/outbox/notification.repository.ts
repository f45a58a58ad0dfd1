import {
  UNJUDGED_STATUSES,
  type DepositorIdentity,
  type DigestNotificationData,
  type NotificationFact,
  type RecipientType,
} from '@timetable/domain';
import { sql, type ExpressionBuilder, type SelectQueryBuilder } from 'kysely';
import type { Database } from '../database.js';
import { arePronoteDuplicates } from '../imports/pronote-duplicates.js';
import type { QueryBuilder } from '../query-builder.js';
import type { Tables } from '../tables.js';
import { afterTries, inSeconds, NOW } from './next-try.js';

/** A fact to deliver by one channel, to one recipient. */
export type ClaimedNotification = NotificationFact & {
  /** Decimal; of a summary, the first of what it sums up. */
  readonly id: string;
  /** Of everything that is settled with it: `id`, and for a summary all that it sums up. */
  readonly ids: readonly string[];
  /** Name of the channel. */
  readonly channel: string;
  /** null: the channel's own address. */
  readonly recipientEmail: string | null;
  /** null: no person. */
  readonly recipientType: RecipientType | null;
  /** Their account as it is now; null: no depositor, or their account has ended. */
  readonly depositor: DepositorIdentity | null;
  /** This one included. */
  readonly tries: number;
};

/** Notifications by what became of them, but for those that were sent. */
export interface NotificationBacklog {
  readonly waiting: number;
  readonly refused: number;
}

type DigestItem = DigestNotificationData['items'][number];
/** A summary is made when it leaves, of what is stored. */
type StoredFact = Exclude<NotificationFact, { readonly kind: 'digest' }>;

const CLAIMED = [
  'id',
  'kind',
  'channel',
  'recipientEmail',
  'recipientType',
  'recipientLogin',
  'data',
  'tries',
] as const;
const LEASE_SECONDS = 120;
const MAX_DELAY_SECONDS = 15 * 60;

/** Notifications waiting for their channel: a dead one delays them and nothing else. */
export class NotificationRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Takes those that are due. Each must then be marked sent, failed or refused. What is told of the rejection of a PRONOTE
   * duplicate waits while the good file beside it is unjudged.
   */
  async claim(limit: number): Promise<ClaimedNotification[]> {
    const claimed = await taking(this.#database.query, (due) =>
      due
        .where('dailyDigest', '=', false)
        .where((of) => of.not(of.and([of('kind', '=', 'rejected'), of.exists(unjudgedGoodFile(of))])))
        .orderBy('notification.id')
        .limit(limit),
    )
      .$narrowType<StoredFact>()
      .execute();
    return claimed.map((one) => ({ ...one, depositor: depositorOf(one), ids: [one.id] }));
  }

  /**
   * Takes all that is due to be summed up for one recipient, by one channel, as one fact; undefined: nothing is due. It must
   * then be settled like the others.
   */
  async claimDigest(): Promise<ClaimedNotification | undefined> {
    const next = await this.#database.query
      .selectFrom('notification')
      .select(['channel', 'recipientType', 'recipientLogin'])
      .where(isDue)
      .where('dailyDigest', '=', true)
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (next === undefined) return undefined;
    const claimed = await taking(this.#database.query, (due) =>
      due
        .where('dailyDigest', '=', true)
        .where('channel', '=', next.channel)
        .where('recipientType', 'is not distinct from', next.recipientType)
        .where('recipientLogin', 'is not distinct from', next.recipientLogin),
    )
      .$narrowType<DigestItem>()
      .execute();
    return digestOf(
      claimed
        .map((one) => ({ ...one, depositor: depositorOf(one) }))
        .toSorted((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1)),
    );
  }

  /** Erases the fact too: that of an access carries a password, which nobody may read here later. */
  async markSent(ids: readonly string[]): Promise<void> {
    await this.#database.query
      .updateTable('notification')
      .set((sent) => ({ sentAt: sent.fn.coalesce('sentAt', NOW), claimedUntil: null, data: {} }))
      .where('id', 'in', ids)
      .execute();
  }

  /** Tried again after 1, 2, 4… seconds, up to 15 minutes; what was taken back meanwhile has never been told. */
  async markFailed(ids: readonly string[]): Promise<void> {
    await this.#database.transaction(async ({ query }) => {
      await query
        .updateTable('notification')
        .set((failed) => ({
          nextTryAt: afterTries(failed.ref('tries'), MAX_DELAY_SECONDS),
          claimedUntil: null,
        }))
        .where('id', 'in', ids)
        .where('sentAt', 'is', null)
        .execute();
      await query
        .deleteFrom('notification')
        .where('id', 'in', ids)
        .where('sentAt', 'is', null)
        .where('withdrawnAt', 'is not', null)
        .execute();
    });
  }

  /**
   * The channel refuses it for good: not tried again, and kept as refused until a person corrects the address. The fact
   * is erased like that of one that was sent.
   *
   * @param reason codes only, never a server's sentence: it may repeat the address
   */
  async markRefused(ids: readonly string[], reason: string): Promise<void> {
    await this.#database.query
      .updateTable('notification')
      .set({ refusedAt: NOW, refusal: reason, claimedUntil: null, data: {} })
      .where('id', 'in', ids)
      .where('sentAt', 'is', null)
      .execute();
  }

  /** Of the last 30 days, for metrics. */
  backlog(): Promise<NotificationBacklog> {
    return this.#database.query
      .selectFrom('notification')
      .select((unsent) => {
        const waiting = unsent.fn.countAll().filterWhere('refusedAt', 'is', null);
        const refused = unsent.fn
          .countAll()
          .filterWhere('refusedAt', '>', sql<Date>`now() - interval '30 days'`);
        return [
          unsent.cast<number>(waiting, 'integer').as('waiting'),
          unsent.cast<number>(refused, 'integer').as('refused'),
        ];
      })
      .where('sentAt', 'is', null)
      .where('withdrawnAt', 'is', null)
      .executeTakeFirstOrThrow();
  }
}

/** Takes those of what is due that `chosen` leaves, but for what another worker has just taken. */
const taking = (
  query: QueryBuilder,
  chosen: (
    due: SelectQueryBuilder<Tables, 'notification', { id: string }>,
  ) => SelectQueryBuilder<Tables, 'notification', { id: string }>,
) =>
  query
    .updateTable('notification')
    .set((claimed) => ({
      tries: claimed('tries', '+', 1),
      nextTryAt: inSeconds(LEASE_SECONDS),
      claimedUntil: inSeconds(LEASE_SECONDS),
    }))
    .where('id', 'in', (notifications) =>
      chosen(notifications.selectFrom('notification').select('notification.id').where(isDue))
        .forUpdate()
        .skipLocked(),
    )
    .returning((claimed) => [
      ...CLAIMED,
      claimed
        .selectFrom('depositAccount')
        .select('version')
        .whereRef('login', '=', 'notification.recipientLogin')
        .where('deletedAt', 'is', null)
        .where('notification.recipientType', '=', 'depositor')
        .as('accountVersion'),
    ]);

/** What of an account its mail is signed with. */
const depositorOf = ({
  recipientLogin: login,
  accountVersion: version,
}: {
  readonly recipientLogin: string | null;
  readonly accountVersion: number | null;
}): DepositorIdentity | null => (login === null || version === null ? null : { login, version });

const isDue = (of: ExpressionBuilder<Tables, 'notification'>) =>
  of.and([
    ...(['sentAt', 'refusedAt', 'withdrawnAt'] as const).map((column) => of(column, 'is', null)),
    of('nextTryAt', '<=', NOW),
  ]);

/** What is told together; undefined when another worker has just taken it. */
function digestOf(
  items: readonly (Omit<ClaimedNotification, 'ids' | 'kind' | 'data'> & DigestItem)[],
): ClaimedNotification | undefined {
  const [first] = items;
  if (first === undefined) return undefined;
  const { id, channel, recipientEmail, recipientType, depositor, tries } = first;
  return {
    ...{ id, ids: items.map((item) => item.id), channel, recipientEmail, recipientType, depositor, tries },
    kind: 'digest',
    data: { items: items.map(({ kind, data }) => ({ kind, data })) },
  };
}

/** Beside the PRONOTE duplicate that is told of. */
const unjudgedGoodFile = (of: ExpressionBuilder<Tables, 'notification'>) =>
  of
    .selectFrom('import as duplicate')
    .innerJoin('import as good', (join) => join.on(arePronoteDuplicates('duplicate', 'good')))
    .whereRef('duplicate.id', '=', 'notification.importId')
    .where('good.status', 'in', UNJUDGED_STATUSES);
