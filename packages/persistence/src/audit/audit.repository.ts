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
