import { frenchInteger } from '../text/french.js';

/** How much of the queue and of the storage one program may take: files that programs send and files that people send are counted apart. */
export interface DepositLimits {
  /** Deposits of one account within an hour. */
  readonly perAccountAnHour: number;
  /** Deposits of one campus within an hour. */
  readonly perCampusAnHour: number;
  /** Deposits of one campus that nobody has begun to import. */
  readonly waitingPerCampus: number;
}

/** What was deposited before: enough to judge by the limits without counting further. */
export interface DepositsBefore {
  /** When the account's deposit arrived that is as many back as its limit allows in an hour; null: there is none in the last hour. */
  readonly accountLimitReachedBy: Date | null;
  /** The same of the campus. */
  readonly campusLimitReachedBy: Date | null;
  readonly waiting: number;
}

export type DepositObstacleReason = 'account_rate' | 'campus_rate' | 'waiting';

/** Why a file cannot be deposited now, and when to come back. */
export interface DepositObstacle {
  readonly reason: DepositObstacleReason;
  readonly retryAfterSeconds: number;
}

const HOUR_S = 3600;

/** A queue empties by hundreds in that time, once imports run. */
const WAITING_RETRY_S = 10 * 60;

/** From when on deposits are counted. */
export const countedSince = (now: Date): Date => new Date(now.getTime() - HOUR_S * 1000);

/** What stands against one more deposit: of several, that which lasts the longest; undefined: nothing. */
export function depositObstacle(
  before: DepositsBefore,
  limits: DepositLimits,
  now: Date,
): DepositObstacle | undefined {
  const rate = (reason: DepositObstacleReason, reachedBy: Date | null): DepositObstacle[] => {
    if (reachedBy === null) return [];
    const seconds = Math.ceil((reachedBy.getTime() - now.getTime()) / 1000) + HOUR_S;
    return seconds > 0 ? [{ reason, retryAfterSeconds: Math.min(seconds, HOUR_S) }] : [];
  };
  const obstacles: readonly DepositObstacle[] = [
    ...rate('account_rate', before.accountLimitReachedBy),
    ...rate('campus_rate', before.campusLimitReachedBy),
    ...(before.waiting >= limits.waitingPerCampus
      ? [{ reason: 'waiting' as const, retryAfterSeconds: WAITING_RETRY_S }]
      : []),
  ];
  return obstacles.toSorted((one, other) => other.retryAfterSeconds - one.retryAfterSeconds)[0];
}

/** French: what happened, when to come back, and what to look at. */
export function depositObstacleMessage(
  { reason, retryAfterSeconds }: DepositObstacle,
  limits: DepositLimits,
): string {
  const again = `Renvoyez-le ${inMinutes(retryAfterSeconds)}`;
  const loop = 'Si un logiciel envoie le même export en boucle, vérifiez son réglage.';
  switch (reason) {
    case 'account_rate':
      return (
        `Ce compte a envoyé trop de fichiers en une heure (${frenchInteger(limits.perAccountAnHour)} au plus) : ` +
        `celui-ci n’a pas été reçu. ${again}. ${loop}`
      );
    case 'campus_rate':
      return (
        'Trop de fichiers ont été envoyés pour cette cité scolaire en une heure ' +
        `(${frenchInteger(limits.perCampusAnHour)} au plus) : celui-ci n’a pas été reçu. ${again}. ${loop}`
      );
    case 'waiting':
      return (
        'Trop de fichiers de cette cité scolaire attendent encore leur import ' +
        `(${frenchInteger(limits.waitingPerCampus)} au plus) : celui-ci n’a pas été reçu. ${again} ; ` +
        'si cela dure, prévenez le support de l’ENT.'
      );
  }
}

function inMinutes(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? 'dans une minute' : `dans ${minutes} minutes`;
}
