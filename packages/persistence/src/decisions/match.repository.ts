import { LockMode } from '@mikro-orm/postgresql';
import type { MatchedBy, MatchKind } from '@timetable/domain';
import { sql } from 'kysely';
import { recordAudit } from '../audit/audit.repository.js';
import { bumpVersion, type Actor } from '../campus/campus.repository.js';
import { EstablishmentEntity } from '../campus/establishment.entity.js';
import type { Database } from '../database.js';
import { ClassEntity } from '../directory/class.entity.js';
import { PersonEntity } from '../directory/person.entity.js';
import { rowCount, type QueryBuilder } from '../query-builder.js';
import { settleNextActors } from '../imports/settle-next-actors.js';
import { readEntNames, type EntNames } from '../reading/ent-names.reader.js';
import { assertUnlocked } from '../reading/lock.reader.js';
import type { Transaction } from '../transaction.js';
import { GroupEntity } from '../vie-scolaire/group.entity.js';
import { MatchEntity } from './match.entity.js';
import { replanHeldImports } from './requeue.js';

export type MatchState = 'matched' | 'unmatched' | 'ambiguous' | 'decided';

/** Somebody or something of the ENT, by name; `absentSince` is set for what has left the directory. */
export interface EntReference {
  readonly id: string;
  readonly name: string;
  readonly absentSince?: string;
}

/** A link between a row of the files and the ENT, as the workbench shows it. */
export interface MatchRecord {
  readonly kind: MatchKind;
  readonly key: string;
  readonly label: string;
  readonly state: MatchState;
  readonly target: EntReference | null;
  readonly candidates: readonly EntReference[];
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

/** In the order of the workbench: what needs a decision first. */
const STATES: readonly MatchState[] = ['ambiguous', 'unmatched', 'decided', 'matched'];
const KINDS: readonly MatchKind[] = ['class', 'teacher', 'group', 'pupil'];

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
    const { campusCode, kind, state, offset, limit } = query;
    let found = this.#database.query.selectFrom(selectMatches(this.#database.query, campusCode).as('found'));
    if (kind !== undefined) found = found.where('kind', '=', kind);
    if (state !== undefined) found = found.where('state', '=', state);
    const rows = await found
      .selectAll()
      .orderBy((match) => sql`array_position(${STATES}::text[], ${match.ref('state')})`)
      .orderBy((match) => sql`array_position(${KINDS}::text[], ${match.ref('kind')})`)
      .orderBy('label')
      .orderBy('key')
      .offset(offset)
      .limit(limit)
      .execute();
    const { total } = await found.select(rowCount.as('total')).executeTakeFirstOrThrow();
    return { items: await this.#withNames(campusCode, rows), total };
  }

  async find(campusCode: string, kind: MatchKind, key: string): Promise<MatchRecord | undefined> {
    const row = await selectMatches(this.#database.query, campusCode)
      .where('kind', '=', kind)
      .where('key', '=', key)
      .executeTakeFirst();
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
      const establishments = await tx.em.find(EstablishmentEntity, { campusCode });
      await assertUnlocked(
        tx,
        establishments.map(({ id }) => id),
      );
      if (targetId !== null && !(await exists(tx, campusCode, kind, targetId)))
        return { decided: false, reason: 'unknown_target' };
      const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
      const found = await tx.em.findOne(MatchEntity, { campusCode, kind, key }, lock);
      if (found === null) return { decided: false, reason: 'unknown_match' };
      const before = found.targetId;
      tx.em.assign(found, { targetId, by: 'decision', decidedBy: actor.login, decidedAt: actor.at });
      await bumpVersion(tx, campusCode, 'matchVersion');
      recordAudit(tx, {
        at: actor.at,
        actor: actor.login,
        action: 'match.decided',
        campusCode,
        subject: kind,
        // ENT ids, never the key, which may be made of a name.
        detail: { before, after: targetId },
      });
      const replannedImports = await replanHeldImports(tx, campusCode, actor.at);
      await settleNextActors(tx, campusCode);
      return { decided: true, replannedImports };
    });
  }

  async #withNames(campusCode: string, rows: readonly MatchRow[]): Promise<MatchRecord[]> {
    const ids = (kind: MatchKind): string[] =>
      rows
        .filter((row) => row.kind === kind)
        .flatMap(({ targetId, candidates }) => [...candidates, ...(targetId === null ? [] : [targetId])]);
    const names = await readEntNames(this.#database.query, campusCode, {
      teachers: ids('teacher'),
      pupils: ids('pupil'),
      classes: ids('class'),
      groups: ids('group'),
    });
    return rows.map(({ targetId, candidates, ...row }) => {
      const named = (id: string): EntReference => {
        const absentSince = names.absentSince.get(`${row.kind}:${id}`);
        const name = namesOf(names, row.kind).get(id) ?? id;
        return { id, name, ...(absentSince !== undefined && { absentSince }) };
      };
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

const selectMatches = (query: QueryBuilder, campusCode: string) =>
  query
    .selectFrom('match')
    .where('campusCode', '=', campusCode)
    .select(['kind', 'key', 'label', 'targetId', 'candidates', 'by', 'decidedBy', 'decidedAt'])
    .select((match) => [
      match.case().when('by', '=', 'none').then(match.ref('reason')).end().as('reason'),
      sql<MatchState>`CASE WHEN ${match.ref('by')} = 'decision' THEN 'decided'
                           WHEN ${match.ref('targetId')} IS NOT NULL THEN 'matched'
                           WHEN cardinality(${match.ref('candidates')}) > 0 THEN 'ambiguous'
                           ELSE 'unmatched' END`.as('state'),
    ]);

/** Whoever left may still be meant: what exists of them is there. */
async function exists(
  { em }: Transaction,
  campusCode: string,
  kind: MatchKind,
  id: string,
): Promise<boolean> {
  switch (kind) {
    case 'teacher':
    case 'pupil':
      return (await em.count(PersonEntity, { campusCode, kind, entId: id, replacedBy: null })) > 0;
    case 'class':
      return (await em.count(ClassEntity, { campusCode, entId: id, replacedBy: null })) > 0;
    case 'group':
      return (await em.count(GroupEntity, { campusCode, key: id, deletedAt: null })) > 0;
  }
}
