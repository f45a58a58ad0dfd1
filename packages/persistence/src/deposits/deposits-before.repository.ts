import {
  countedSince,
  type DepositLimits,
  type DepositObstacleReason,
  type DepositsBefore,
  type ImportOrigin,
} from '@timetable/domain';
import { sql } from 'kysely';
import { AuditEntity } from '../audit/audit.entity.js';
import type { Database } from '../database.js';
import { rowCount } from '../query-builder.js';

/** Who is about to deposit. */
export interface Depositing {
  readonly campusCode: string;
  readonly accountLogin: string;
  readonly origin: ImportOrigin;
}

/** A deposit that was refused because there are too many. */
export interface DepositRefusalNote extends Pick<Depositing, 'campusCode' | 'accountLogin'> {
  readonly reason: DepositObstacleReason;
  readonly at: Date;
}

/** Action of the audit: deposits of an account were refused because there are too many. */
export const DEPOSITS_REFUSED = 'deposits.refused';

/** What was deposited before, for the limits of deposits, and what they refused. */
export class DepositsBeforeRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Reads no more rows than the limits allow, all of the last hour or in the campus's queue. */
  before(who: Depositing, limits: DepositLimits, now: Date): Promise<DepositsBefore> {
    const { campusCode, accountLogin, origin } = who;
    return this.#database.query
      .selectNoFrom((of) => {
        const counted = of
          .selectFrom('deposit')
          .select('receivedAt')
          .where('campusCode', '=', campusCode)
          .where('origin', '=', origin)
          .where('receivedAt', '>', countedSince(now))
          .where('receivedAt', '<=', now)
          .orderBy('receivedAt', 'desc')
          .limit(1);
        const waiting = of
          .selectFrom('outbox')
          // Each by its id, whatever the statistics say: a table believed empty would be read whole for each of them.
          .innerJoinLateral(
            (place) =>
              place
                .selectFrom('import')
                .select(['status', 'origin'])
                .whereRef('import.id', '=', 'outbox.importId')
                .limit(1)
                .as('import'),
            (join) => join.onTrue(),
          )
          .where('outbox.campusCode', '=', campusCode)
          .where('outbox.handedAt', 'is', null)
          .where('outbox.doneAt', 'is', null)
          .where('import.status', '=', 'received')
          .where('import.origin', '=', origin)
          .select('outbox.id')
          .limit(limits.waitingPerCampus)
          .as('waiting');
        return [
          counted
            .where('accountLogin', '=', accountLogin)
            .offset(limits.perAccountAnHour - 1)
            .as('accountLimitReachedBy'),
          counted.offset(limits.perCampusAnHour - 1).as('campusLimitReachedBy'),
          of.selectFrom(waiting).select(rowCount.as('count')).$asScalar().$notNull().as('waiting'),
        ];
      })
      .executeTakeFirstOrThrow();
  }

  /** Once an hour for an account and a reason. @returns false when it was noted already */
  noteRefusal({ campusCode, accountLogin, reason, at }: DepositRefusalNote): Promise<boolean> {
    return this.#database.transaction(async ({ em, query }) => {
      // Two doors at the same moment: one notes it.
      await query
        .selectNoFrom(
          sql`pg_advisory_xact_lock(hashtext(${DEPOSITS_REFUSED}), hashtext(${accountLogin}))`.as('ours'),
        )
        .execute();
      const noted = await em.count(AuditEntity, {
        campusCode,
        action: DEPOSITS_REFUSED,
        subject: accountLogin,
        detail: { reason },
        at: { $gt: countedSince(at) },
      });
      if (noted > 0) return false;
      em.create(
        AuditEntity,
        {
          ...{ at, actor: accountLogin, action: DEPOSITS_REFUSED, campusCode },
          ...{ subject: accountLogin, detail: { reason } },
        },
        { persist: true },
      );
      return true;
    });
  }
}
