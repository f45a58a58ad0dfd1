import { rejectionHandling } from '../acceptance/rejection-handling.js';
import { localDateOf } from '../calendar/zoned-time.js';
import type { ImportContext } from '../import/import-context.js';
import { homeZoneOf } from '../import/import-date.js';
import { nextActorOf } from '../import/next-actor.js';
import { duplicateToldFrom, isPronoteDuplicateName } from '../import/pronote-duplicate.js';
import type { ImportOutcome } from '../import/status.js';
import type { ThresholdCode } from '../thresholds/threshold-catalogue.js';
import type { ChannelReach, ImportNotification, ImportNotificationKind } from './notification.js';

/** How an attempt ended, as far as it decides who is told. */
export interface Ending {
  readonly outcome: ImportOutcome | 'interrupted';
  readonly code?: string;
  /** French. */
  readonly message?: string;
  /** Thresholds exceeded by the plan, blocking or not. */
  readonly exceeded: readonly ThresholdCode[];
}

interface TellingInput {
  readonly context: Pick<ImportContext, 'run' | 'origin' | 'target' | 'fileName' | 'receivedAt'>;
  readonly ending: Ending;
  readonly channels: readonly ChannelReach[];
  readonly now: Date;
}

/**
 * What is told of an import that ended, to whom and when; undefined: nothing. Depositors are told when there is a problem
 * only.
 */
export function importNotification({
  context,
  ending,
  channels,
  now,
}: TellingInput): ImportNotification | undefined {
  const kind = kindOf(ending);
  if (kind === undefined) return undefined;
  const { run, origin, target, fileName, receivedAt } = context;
  const { outcome, code, message } = ending;
  const timeZone = homeZoneOf(target);
  const { advice, isToldOnceADay } = outcome === 'rejected' ? rejectionHandling(code) : {};
  return {
    kind,
    recipients: ['depositor'],
    channels,
    data: {
      importId: run.importId,
      school: target.establishments.map(({ name }) => name).join(', '),
      fileName,
      receivedAt: receivedAt.toISOString(),
      timeZone,
      sentences: message === undefined ? [] : [message],
      ...(advice !== undefined && { advice }),
      nextActor: nextActorOf({ status: outcome, messageCode: code, origin }),
    },
    onceKey:
      isToldOnceADay === true
        ? `${target.campusCode}/${code ?? kind}/${localDateOf(now, timeZone)}`
        : `${run.importId}/${kind}`,
    ...(isPronoteDuplicateName(fileName) && { notBefore: duplicateToldFrom(receivedAt) }),
  };
}

/**
 * Who confirms a manual import is looking at it; warnings about a file repeat themselves at each of its exports, and
 * stand in the report.
 */
function kindOf({ outcome, code, exceeded }: Ending): ImportNotificationKind | undefined {
  switch (outcome) {
    case 'held':
      return code === 'confirmation_required' ? undefined : 'held';
    case 'rejected':
      return 'rejected';
    case 'interrupted':
      return 'interrupted';
    case 'integrated_with_alerts':
      return exceeded.length > 0 ? 'alerts' : undefined;
    case 'integrated':
    case 'ignored':
    case 'superseded':
    case 'cancelled':
      return undefined;
  }
}
