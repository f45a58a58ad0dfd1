import { nextToRun, queuePlaceOf, type WaitingAttempt } from '@timetable/domain';
import { sql } from 'kysely';
import type { Transaction } from '../transaction.js';
import { NOW } from './next-try.js';

/** What one turn of a relay did. */
export interface HandOver {
  readonly attempts: readonly HandedOver[];
  /** Attempts that ended without being handed over: another turn may find more to do. */
  readonly ended: number;
}

/** An attempt that is under way from now on: its campus is to be told. */
export interface HandedOver {
  /** Decimal. */
  readonly id: string;
  readonly campusCode: string;
  readonly importId: string;
  readonly attempt: number;
  /** How often it was handed over, this time included. */
  readonly tries: number;
}

/** Who hands over holds it until the commit: an arbitrary number, the same for all. */
const HAND_OVER_LOCK = 7_311_043;

/** Of one campus, so many are looked at: the rest waits behind them in any case. */
const MOST_READ = 1_000;

interface QueuedRow extends WaitingAttempt {
  readonly campusCode: string;
}

/** Body of `OutboxRepository.handOver`, inside its transaction. */
export async function handOverNext(tx: Transaction, most: number): Promise<HandOver> {
  if (!(await isAlone(tx))) return { attempts: [], ended: 0 };
  await endWhatIsOver(tx);
  const known = await readUnderWay(tx);
  const places = most - known.length;
  if (places <= 0) return { attempts: [], ended: 0 };

  // A campus that can start nothing has something under way: beyond those, every campus read fills a place.
  const campusesUnderWay = new Set(known.map(({ campusCode }) => campusCode));
  const rows = await readWaiting(tx, places + campusesUnderWay.size);
  const ended = await endWhatWaitsForNothing(tx, rows);
  const late = await placeWhatRuns(tx, rows);
  const underWay = [...known, ...late];
  const waiting = rows.filter(({ status, isCurrent }) => isCurrent && status === 'received');
  const queues = Map.groupBy(waiting.map(queued), ({ campusCode }) => campusCode);
  const chosen = nextToRun(
    [...queues].map(([campusCode, attempts]) => ({
      waiting: attempts,
      underWay: underWay
        .filter((other) => other.campusCode === campusCode)
        .map(({ establishments }) => establishments),
    })),
    places - late.length,
  );
  return { attempts: await markHanded(tx, chosen), ended };
}

async function isAlone({ query }: Transaction): Promise<boolean> {
  const lock = await query
    .selectNoFrom(sql<boolean>`pg_try_advisory_xact_lock(${HAND_OVER_LOCK})`.as('isOurs'))
    .executeTakeFirstOrThrow();
  return lock.isOurs;
}

/** Places become free when their imports have ended, are held, or go on under another attempt. */
async function endWhatIsOver({ query }: Transaction): Promise<void> {
  await query
    .updateTable('outbox')
    .from('import')
    .set({ doneAt: NOW })
    .whereRef('import.id', '=', 'outbox.importId')
    .where('outbox.handedAt', 'is not', null)
    .where('outbox.doneAt', 'is', null)
    .where((of) =>
      of.or([
        of('import.status', 'not in', ['received', 'running']),
        of('import.attempt', '<>', of.ref('outbox.attempt')),
      ]),
    )
    .execute();
}

function readUnderWay({ query }: Transaction) {
  return query
    .selectFrom('outbox')
    .innerJoin('import', 'import.id', 'outbox.importId')
    .select(['outbox.campusCode', 'import.establishmentIds as establishments'])
    .where('outbox.handedAt', 'is not', null)
    .where('outbox.doneAt', 'is', null)
    .execute();
}

/** What waits on the campuses whose turn it is. */
function readWaiting({ query }: Transaction, campuses: number) {
  return query
    .with('next', (next) =>
      next
        .selectFrom('outbox')
        .select(({ fn }) => [
          'campusCode',
          fn.min('priority').as('priority'),
          fn.min<string>('id').as('first'),
        ])
        .where('handedAt', 'is', null)
        .where('doneAt', 'is', null)
        .groupBy('campusCode')
        .having(({ fn }) => fn.max('nextTryAt'), '<=', NOW)
        .orderBy('priority')
        .orderBy('first')
        .limit(campuses),
    )
    .selectFrom('next')
    .innerJoinLateral(
      (of) =>
        of
          .selectFrom('outbox')
          .innerJoin('import', 'import.id', 'outbox.importId')
          .select((row) => [
            'outbox.id',
            'outbox.campusCode',
            'outbox.attempt',
            'outbox.priority',
            'import.status',
            'import.origin',
            'import.establishmentId',
            'import.fileName',
            'import.establishmentIds as establishments',
            row('import.attempt', '=', row.ref('outbox.attempt')).$castTo<boolean>().as('isCurrent'),
          ])
          .whereRef('outbox.campusCode', '=', 'next.campusCode')
          .where('outbox.handedAt', 'is', null)
          .where('outbox.doneAt', 'is', null)
          .orderBy('outbox.id')
          .limit(MOST_READ)
          .as('row'),
      (join) => join.onTrue(),
    )
    .selectAll('row')
    .orderBy('row.id')
    .execute();
}

type WaitingRow = Awaited<ReturnType<typeof readWaiting>>[number];

const queued = (row: WaitingRow): QueuedRow => ({
  id: row.id,
  campusCode: row.campusCode,
  priority: row.priority,
  establishments: row.establishments,
  ...queuePlaceOf(row),
});

/** Superseded, cancelled or asked for anew while it waited: it ends unread. */
async function endWhatWaitsForNothing({ query }: Transaction, rows: readonly WaitingRow[]): Promise<number> {
  const over = rows.filter(
    ({ status, isCurrent }) => !isCurrent || (status !== 'received' && status !== 'running'),
  );
  if (over.length > 0)
    await query.updateTable('outbox').set({ doneAt: NOW }).where('id', 'in', ids(over)).execute();
  return over.length;
}

/** What runs although nobody answered that it was told of: it has its place. */
async function placeWhatRuns({ query }: Transaction, rows: readonly WaitingRow[]): Promise<WaitingRow[]> {
  const runs = rows.filter(({ status, isCurrent }) => isCurrent && status === 'running');
  if (runs.length > 0)
    await query.updateTable('outbox').set({ handedAt: NOW }).where('id', 'in', ids(runs)).execute();
  return runs;
}

const ids = (attempts: readonly WaitingAttempt[]): string[] => attempts.map(({ id }) => id);

async function markHanded({ query }: Transaction, chosen: readonly WaitingAttempt[]): Promise<HandedOver[]> {
  if (chosen.length === 0) return [];
  return query
    .updateTable('outbox')
    .set((entry) => ({ handedAt: NOW, tries: entry('tries', '+', 1) }))
    .where('id', 'in', ids(chosen))
    .returning(['id', 'campusCode', 'importId', 'attempt', 'tries'])
    .execute();
}
