import type { MatchedBy, MatchKind } from '@timetable/domain';
import { recordAudit } from '../audit/audit.repository.js';
import type { Actor } from '../campus/campus.repository.js';
import type { Database } from '../database.js';
import { readEntNames, type EntNames } from '../reading/ent-names.reader.js';
import { assertUnlocked } from '../reading/lock.reader.js';
import type { Sql } from '../sql.js';
import { replanHeldImports } from './requeue.js';

export type MatchState = 'matched' | 'unmatched' | 'ambiguous' | 'decided';

/** A link between a row of the files and the ENT, as the workbench shows it. */
export interface MatchRecord {
  readonly kind: MatchKind;
  readonly key: string;
  readonly label: string;
  readonly state: MatchState;
  readonly target: { readonly id: string; readonly name: string } | null;
  readonly candidates: readonly { readonly id: string; readonly name: string }[];
  readonly by: MatchedBy;
  /** Code of MATCH_REASONS: why only a person can choose among the candidates. */
  readonly reason: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

export type MatchDecisionResult =
  | { readonly decided: true; readonly replannedImports: readonly string[] }
  | { readonly decided: false; readonly reason: 'unknown_match' | 'unknown_target' };

interface MatchRow extends Omit<MatchRecord, 'target' | 'candidates'> {
  readonly targetId: string | null;
  readonly candidates: readonly string[];
}

const MATCH = `
  SELECT kind, key, label, target_id AS "targetId", candidates, by, decided_by AS "decidedBy",
         decided_at AS "decidedAt", CASE WHEN by = 'none' THEN reason END AS reason,
         CASE WHEN by = 'decision' THEN 'decided' WHEN target_id IS NOT NULL THEN 'matched'
              WHEN cardinality(candidates) > 0 THEN 'ambiguous' ELSE 'unmatched' END AS state
    FROM match WHERE campus_code = $1`;

/** The match workbench: what the last imports found, and people's remembered decisions. */
export class MatchRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** What needs a decision first: ambiguous, unmatched, then the rest; by kind and label. */
  async list(query: {
    readonly campusCode: string;
    readonly kind?: MatchKind | undefined;
    readonly state?: MatchState | undefined;
    readonly offset: number;
    readonly limit: number;
  }): Promise<{ items: MatchRecord[]; total: number }> {
    const params = [query.campusCode, query.kind, query.state];
    const filtered = `(${MATCH}) AS found WHERE ($2::text IS NULL OR kind = $2) AND ($3::text IS NULL OR state = $3)`;
    const rows = await this.#database.sql.rows<MatchRow>(
      `SELECT * FROM ${filtered}
        ORDER BY array_position(ARRAY['ambiguous', 'unmatched', 'decided', 'matched'], state),
                 array_position(ARRAY['class', 'teacher', 'group', 'pupil'], kind), label, key
        OFFSET $4 LIMIT $5`,
      [...params, query.offset, query.limit],
    );
    const count = await this.#database.sql.first<{ total: number }>(
      `SELECT count(*)::int AS total FROM ${filtered}`,
      params,
    );
    return { items: await this.#withNames(query.campusCode, rows), total: count?.total ?? 0 };
  }

  async find(campusCode: string, kind: MatchKind, key: string): Promise<MatchRecord | undefined> {
    const row = await this.#database.sql.first<MatchRow>(`${MATCH} AND kind = $2 AND key = $3`, [
      campusCode,
      kind,
      key,
    ]);
    return row && (await this.#withNames(campusCode, [row]))[0];
  }

  /**
   * Remembers a person's choice (null: « nobody ») and has the campus's held imports planned again with it.
   * @throws EstablishmentLocked while an import holds any establishment of the campus
   */
  async decide(
    match: { readonly campusCode: string; readonly kind: MatchKind; readonly key: string },
    targetId: string | null,
    actor: Actor,
  ): Promise<MatchDecisionResult> {
    const { campusCode, kind, key } = match;
    return this.#database.transaction(async (tx) => {
      const establishments = await tx.rows<{ id: string }>(
        'SELECT id FROM establishment WHERE campus_code = $1',
        [campusCode],
      );
      await assertUnlocked(
        tx,
        establishments.map(({ id }) => id),
      );
      if (targetId !== null && !(await exists(tx, campusCode, kind, targetId)))
        return { decided: false, reason: 'unknown_target' };
      const before = await tx.first<{ targetId: string | null }>(
        `SELECT target_id AS "targetId" FROM match WHERE campus_code = $1 AND kind = $2 AND key = $3 FOR UPDATE`,
        [campusCode, kind, key],
      );
      if (before === undefined) return { decided: false, reason: 'unknown_match' };
      await tx.run(
        `UPDATE match SET target_id = $4, by = 'decision', decided_by = $5, decided_at = $6
          WHERE campus_code = $1 AND kind = $2 AND key = $3`,
        [campusCode, kind, key, targetId, actor.login, actor.at],
      );
      await tx.run('UPDATE campus SET match_version = match_version + 1 WHERE code = $1', [campusCode]);
      recordAudit(tx, {
        at: actor.at,
        actor: actor.login,
        action: 'match.decided',
        campusCode,
        subject: kind,
        // ENT ids, never the key, which may be made of a name.
        detail: { before: before.targetId, after: targetId },
      });
      return { decided: true, replannedImports: await replanHeldImports(tx, campusCode, actor.at) };
    });
  }

  async #withNames(campusCode: string, rows: readonly MatchRow[]): Promise<MatchRecord[]> {
    const ids = (kind: MatchKind): string[] =>
      rows
        .filter((row) => row.kind === kind)
        .flatMap(({ targetId, candidates }) => [...candidates, ...(targetId === null ? [] : [targetId])]);
    const names = await readEntNames(this.#database.sql, campusCode, {
      teachers: ids('teacher'),
      pupils: ids('pupil'),
      classes: ids('class'),
      groups: ids('group'),
    });
    return rows.map(({ targetId, candidates, ...row }) => {
      const named = (id: string): { id: string; name: string } => ({
        id,
        name: namesOf(names, row.kind).get(id) ?? id,
      });
      return {
        ...row,
        target: targetId === null ? null : named(targetId),
        candidates: candidates.map(named),
      };
    });
  }
}

function namesOf(names: EntNames, kind: MatchKind): ReadonlyMap<string, string> {
  switch (kind) {
    case 'teacher':
      return names.teachers;
    case 'pupil':
      return names.pupils;
    case 'class':
      return names.classes;
    case 'group':
      return names.groups;
  }
}

async function exists(tx: Sql, campusCode: string, kind: MatchKind, id: string): Promise<boolean> {
  const found = await tx.first(
    `SELECT FROM person WHERE campus_code = $1 AND kind = $2 AND ent_id = $3 AND present
     UNION ALL SELECT FROM class WHERE $2 = 'class' AND campus_code = $1 AND ent_id = $3 AND present
     UNION ALL SELECT FROM "group" WHERE $2 = 'group' AND campus_code = $1 AND key = $3 AND deleted_at IS NULL`,
    [campusCode, kind, id],
  );
  return found !== undefined;
}
