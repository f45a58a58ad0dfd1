import { INTEGRATED_STATUSES, isOvertakenBy, nextActorOf, type OvertakableImport } from '@timetable/domain';
import type { Transaction } from '../transaction.js';
import { ImportEntity } from './import.entity.js';
import { awaitedMatches, decidedMatches, NOTHING_DECIDED } from './awaited-matches.js';
import { OVERTAKABLE, overtakable } from './overtakable-imports.js';

/**
 * Says of each import of the campus who has to act, after something changed that this depends on: an end, a decision, a
 * newer file, a match. The only place that writes `import.next_actor`; the rule is the domain's `nextActorOf`.
 *
 * @param changed ids of the imports whose state has just been written; those that somebody is asked for are looked at anyway
 */
export async function settleNextActors(
  tx: Transaction,
  campusCode: string,
  changed: readonly string[] = [],
): Promise<void> {
  // What the entity manager still holds back must be seen by the queries below.
  await tx.em.flush();
  const imports = await tx.query
    .selectFrom('import')
    .select([...OVERTAKABLE, 'origin', 'nextActor', 'unmatched'])
    .where('campusCode', '=', campusCode)
    .where((of) => of.or([of('nextActor', '<>', 'nobody'), of('id', '=', of.fn.any(of.val([...changed])))]))
    .orderBy('id')
    .execute();
  // Mostly nobody is asked for anything, whatever came after and whatever was decided: neither is looked up then.
  const isAsked = imports.some(
    ({ unmatched, origin, ...row }) =>
      nextActorOf({
        ...{ ...overtakable(row), origin, isOvertaken: false },
        unmatched: awaitedMatches(unmatched, NOTHING_DECIDED).length,
      }) !== 'nobody',
  );
  const good = isAsked ? await latestGood(tx, campusCode, imports) : [];
  const decided = isAsked ? await decidedMatches(tx.query, campusCode) : NOTHING_DECIDED;
  for (const { nextActor, unmatched, origin, ...row } of imports) {
    const state = overtakable(row);
    const actor = nextActorOf({
      ...state,
      origin,
      unmatched: awaitedMatches(unmatched, decided).length,
      isOvertaken: good.some((newer) => isOvertakenBy(state, newer)),
    });
    if (actor !== nextActor)
      await tx.em.nativeUpdate(ImportEntity, { id: row.id, status: row.status }, { nextActor: actor });
  }
}

/**
 * The latest good file of each set of establishments and end that came after the first of these imports: no older one overtakes
 * anything that these do not.
 */
async function latestGood(
  { query }: Transaction,
  campusCode: string,
  imports: readonly { readonly receivedAt: Date }[],
): Promise<OvertakableImport[]> {
  const since = new Date(Math.min(...imports.map(({ receivedAt }) => receivedAt.getTime())));
  const good = await query
    .selectFrom('import')
    .distinctOn(['establishmentIds', 'status'])
    .select(OVERTAKABLE)
    .where('campusCode', '=', campusCode)
    .where('receivedAt', '>=', since)
    .where((of) =>
      of.or([
        of('status', 'in', INTEGRATED_STATUSES),
        of.and([of('status', '=', 'ignored'), of('messageCode', '=', 'same_content')]),
      ]),
    )
    .orderBy('establishmentIds')
    .orderBy('status')
    .orderBy('receivedAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return good.map(overtakable);
}
