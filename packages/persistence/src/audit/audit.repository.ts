import type { Sql } from '../sql.js';

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

/** Written in the transaction of the action itself: an action without trace cannot be. */
export async function recordAudit(sql: Sql, entry: AuditEntry): Promise<void> {
  await sql.run(
    `INSERT INTO audit (at, actor, action, campus_code, subject, detail) VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      entry.at,
      entry.actor,
      entry.action,
      entry.campusCode,
      entry.subject,
      JSON.stringify(entry.detail ?? {}),
    ],
  );
}

/** Latest first. */
export async function listAudit(
  sql: Sql,
  query: { campusCode: string; action: string; limit: number },
): Promise<AuditRecord[]> {
  return sql.rows<{
    at: Date;
    actor: string;
    action: string;
    campusCode: string | null;
    subject: string;
    detail: Readonly<Record<string, unknown>>;
  }>(
    `SELECT at, actor, action, campus_code AS "campusCode", subject, detail FROM audit
      WHERE campus_code = $1 AND action = $2 ORDER BY at DESC, id DESC LIMIT $3`,
    [query.campusCode, query.action, query.limit],
  );
}
