import type { AuditRecord } from '../audit/audit.repository.js';
import type { Database } from '../database.js';
import { rowCount } from '../query-builder.js';

export interface ShownAudit extends AuditRecord {
  /** Decimal; grows. */
  readonly id: string;
  /** Of whoever did it; null when they have no account here, or no longer. */
  readonly actorName: string | null;
}

/** Who did what in a campus. */
export class AuditReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Latest first.
   * @param page.after the last one of the page before
   */
  async list(
    campusCode: string,
    page: { readonly after?: { readonly at: Date; readonly id: string } | undefined; readonly limit: number },
  ): Promise<{ items: ShownAudit[]; total: number }> {
    const { after, limit } = page;
    const ofCampus = this.#database.query.selectFrom('audit').where('audit.campusCode', '=', campusCode);
    const items = await ofCampus
      .leftJoin('account', 'account.login', 'audit.actor')
      .$if(after !== undefined, (audit) =>
        audit.where((of) =>
          of(of.refTuple('audit.at', 'audit.id'), '<', of.tuple(of.val(after?.at), of.val(after?.id))),
        ),
      )
      .select([
        ...(['audit.id', 'audit.at', 'audit.actor', 'audit.action', 'audit.campusCode'] as const),
        ...(['audit.subject', 'audit.detail', 'account.name as actorName'] as const),
      ])
      .orderBy('audit.at', 'desc')
      .orderBy('audit.id', 'desc')
      .limit(limit)
      .execute();
    const { total } = await ofCampus.select(rowCount.as('total')).executeTakeFirstOrThrow();
    return { items, total };
  }
}
