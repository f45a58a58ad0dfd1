import { LockMode } from '@mikro-orm/postgresql';
import type { MatchKind } from '@timetable/domain';
import { recordAudit } from '../audit/audit.repository.js';
import { bumpVersion, type Actor } from '../campus/campus.repository.js';
import { EstablishmentEntity } from '../campus/establishment.entity.js';
import type { Database } from '../database.js';
import { ClassEntity } from '../directory/class.entity.js';
import { PersonEntity } from '../directory/person.entity.js';
import { settleNextActors } from '../imports/settle-next-actors.js';
import { assertUnlocked } from '../reading/lock.reader.js';
import type { Transaction } from '../transaction.js';
import { GroupEntity } from '../vie-scolaire/group.entity.js';
import { MatchEntity } from './match.entity.js';
import { replanHeldImports } from './requeue.js';

export interface MatchName {
  readonly kind: MatchKind;
  readonly key: string;
}

/** What a person says of a match; null: « nobody ». */
export interface MatchChoice extends MatchName {
  readonly targetId: string | null;
}

export interface MatchRefusal {
  /** Place among the choices. */
  readonly index: number;
  readonly reason: 'unknown_match' | 'unknown_target';
}

export type MatchDecisionResult =
  | { readonly decided: true; readonly replannedImports: readonly string[] }
  | { readonly decided: false; readonly refusals: readonly MatchRefusal[] };

/** People's decisions about who is who: remembered, and applied at once to what waits. */
export class MatchRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Remembers what a person chooses, all of it or nothing, and has the campus's held imports planned again with it.
   * @throws EstablishmentLocked while an import holds any establishment of the campus
   */
  decide(campusCode: string, choices: readonly MatchChoice[], actor: Actor): Promise<MatchDecisionResult> {
    return this.#change(campusCode, actor, async (tx) => {
      const refusals: MatchRefusal[] = [];
      for (const [index, choice] of choices.entries()) {
        const reason = await decideOne(tx, campusCode, choice, actor);
        if (reason !== undefined) refusals.push({ index, reason });
      }
      return { isChanged: true, refusals };
    });
  }

  /**
   * Forgets what a person chose: the match is again what the last import found by itself, and held imports are planned again.
   * What nobody has decided stays as it is.
   * @throws EstablishmentLocked
   */
  forget(campusCode: string, match: MatchName, actor: Actor): Promise<MatchDecisionResult> {
    return this.#change(campusCode, actor, async (tx) => {
      const found = await lockMatch(tx, campusCode, match);
      if (found === null) return { isChanged: false, refusals: [{ index: 0, reason: 'unknown_match' }] };
      if (found.by !== 'decision') return { isChanged: false, refusals: [] };
      const before = found.targetId;
      const former = found.formerTargetId;
      const isThere = former !== null && (await exists(tx, campusCode, match.kind, former));
      tx.em.assign(found, {
        targetId: isThere ? former : null,
        by: isThere ? (found.formerBy ?? 'none') : 'none',
        ...{ formerTargetId: null, formerBy: null, decidedBy: null, decidedAt: null },
      });
      const detail = { before, after: found.targetId };
      recordAudit(tx, auditOf('match.forgotten', campusCode, match.kind, detail, actor));
      return { isChanged: true, refusals: [] };
    });
  }

  #change(
    campusCode: string,
    actor: Actor,
    write: (tx: Transaction) => Promise<Written>,
  ): Promise<MatchDecisionResult> {
    return this.#database
      .transaction(async (tx) => {
        const establishments = await tx.em.find(EstablishmentEntity, { campusCode });
        await assertUnlocked(
          tx,
          establishments.map(({ id }) => id),
        );
        const { isChanged, refusals } = await write(tx);
        if (refusals.length > 0) throw new Refused(refusals);
        if (!isChanged) return { decided: true as const, replannedImports: [] };
        await bumpVersion(tx, campusCode, 'matchVersion');
        const replannedImports = await replanHeldImports(tx, campusCode, actor.at);
        await settleNextActors(tx, campusCode);
        return { decided: true as const, replannedImports };
      })
      .catch((error: unknown) => {
        if (error instanceof Refused) return { decided: false, refusals: error.refusals };
        throw error;
      });
  }
}

interface Written {
  readonly isChanged: boolean;
  readonly refusals: readonly MatchRefusal[];
}

/** Takes back what the transaction has written. */
class Refused extends Error {
  override readonly name = 'Refused';

  constructor(readonly refusals: readonly MatchRefusal[]) {
    super('not all matches can be decided');
  }
}

async function decideOne(
  tx: Transaction,
  campusCode: string,
  { targetId, ...match }: MatchChoice,
  actor: Actor,
): Promise<MatchRefusal['reason'] | undefined> {
  if (targetId !== null && !(await exists(tx, campusCode, match.kind, targetId))) return 'unknown_target';
  const found = await lockMatch(tx, campusCode, match);
  if (found === null) return 'unknown_match';
  const before = found.targetId;
  if (found.by !== 'decision') tx.em.assign(found, { formerTargetId: before, formerBy: found.by });
  tx.em.assign(found, { targetId, by: 'decision', decidedBy: actor.login, decidedAt: actor.at });
  recordAudit(tx, auditOf('match.decided', campusCode, match.kind, { before, after: targetId }, actor));
  return undefined;
}

const lockMatch = ({ em }: Transaction, campusCode: string, { kind, key }: MatchName) =>
  em.findOne(MatchEntity, { campusCode, kind, key }, { lockMode: LockMode.PESSIMISTIC_WRITE });

/** ENT ids, never the key, which may be made of a name. */
const auditOf = (
  action: string,
  campusCode: string,
  kind: MatchKind,
  detail: { readonly before: string | null; readonly after: string | null },
  { login, at }: Actor,
) => ({ at, actor: login, action, campusCode, subject: kind, detail });

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
