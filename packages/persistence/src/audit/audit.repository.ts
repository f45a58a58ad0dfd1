import { countedSince } from '@timetable/domain';
import { sql } from 'kysely';
import type { Database } from '../database.js';
import type { Transaction } from '../transaction.js';
import { AuditEntity } from './audit.entity.js';

/** One action of a person worth remembering: who, what, on what. `detail` holds no personal name. */
export interface AuditEntry {
  readonly at: Date;
  /** Login of the person. */
  readonly actor: string;
  /** `threshold.changed`, `deposit_account.created`… */
  readonly action: string;
  readonly campusCode: string | null;
  /** What it was done on: a code, a login, an import id. */
  readonly subject: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface AuditRecord extends AuditEntry {
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Written with the transaction of the action itself: an action without trace cannot be. */
export function recordAudit({ em }: Transaction, entry: AuditEntry): void {
  em.create(AuditEntity, { ...entry }, { persist: true });
}

/**
 * What may happen in a loop: once an hour for a subject, whatever its details but these, however many say so at once.
 * @returns false when it was recorded already
 */
export function recordOnceAnHour(
  database: Database,
  entry: AuditEntry,
  distinct?: AuditEntry['detail'],
): Promise<boolean> {
  const { at, action, campusCode, subject } = entry;
  return database.transaction(async (tx) => {
    // Two programs at the same moment: one records it.
    await tx.query
      .selectNoFrom(sql`pg_advisory_xact_lock(hashtext(${action}), hashtext(${subject}))`.as('ours'))
      .execute();
    const recorded = await tx.em.count(AuditEntity, {
      ...{ campusCode, action, subject, at: { $gt: countedSince(at) } },
      ...(distinct !== undefined && { detail: distinct }),
    });
    if (recorded === 0) recordAudit(tx, entry);
    return recorded === 0;
  });
}

/** Those of one kind, latest first. */
export function listAudit(
  database: Database,
  query: { readonly campusCode: string; readonly action: string; readonly limit: number },
): Promise<AuditRecord[]> {
  return database.query
    .selectFrom('audit')
    .select(['at', 'actor', 'action', 'campusCode', 'subject', 'detail'])
    .where('campusCode', '=', query.campusCode)
    .where('action', '=', query.action)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit)
    .execute();
}
