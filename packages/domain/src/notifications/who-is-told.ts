import { rejectionHandling } from '../acceptance/rejection-handling.js';
import { localDateOf } from '../calendar/zoned-time.js';
import type { ImportContext } from '../import/import-context.js';
import { homeZoneOf } from '../import/import-date.js';
import { nextActorOf } from '../import/next-actor.js';
import { duplicateToldFrom, isPronoteDuplicateName } from '../import/pronote-duplicate.js';
import { frenchCount, frenchInteger } from '../text/french.js';
import { heldMessageParts } from '../plan/judged-plan.js';
import type { ProblemGroup } from '../problems/problem.js';
import { isIntegrated, type ImportOutcome, type NextActor } from '../import/status.js';
import { alertNews, type ImportAlerts } from './alert-news.js';
import { causeKey } from './cause-key.js';
import { nextDigestAt } from './digest-time.js';
import type { NotificationUrgency } from './mail-preference.js';
import type {
  ChannelReach,
  ImportNotification,
  ImportNotificationData,
  ImportNotificationKind,
  RecipientRole,
} from './notification.js';

/** How an attempt ended, as far as it decides who is told. */
export interface Ending {
  readonly outcome: ImportOutcome | 'interrupted';
  readonly code?: string;
  /** French. */
  readonly message?: string;
}

/** What the import leaves, and what people may have been told of before. */
export interface TellingHistory {
  readonly alerts: ImportAlerts;
  /** Of the imports integrated before for the same target: the last one, and those of the last day. */
  readonly alertsBefore: readonly ImportAlerts[];
  /** What is wrong with its file, root causes first. */
  readonly errors: readonly Pick<ProblemGroup, 'meaning' | 'count' | 'advice'>[];
  /** undefined: nothing was ever integrated for the target. */
  readonly lastIntegratedId: string | undefined;
}

interface TellingInput {
  readonly context: Pick<ImportContext, 'run' | 'origin' | 'target' | 'fileName' | 'receivedAt'>;
  readonly ending: Ending;
  readonly history: TellingHistory;
  readonly channels: readonly ChannelReach[];
  readonly now: Date;
}

/** What is told, before it is known of which import. */
interface Telling {
  readonly kind: ImportNotificationKind;
  readonly urgency: NotificationUrgency;
  /** French: what the import before did not have. */
  readonly news: readonly string[];
}

/** What is told of an import that ended, to whom and when; undefined: nothing. People are told of problems only. */
export function importNotification(input: TellingInput): ImportNotification | undefined {
  const telling = tellingOf(input.ending, input.history);
  if (telling === undefined) return undefined;
  const { context, ending, history, channels, now } = input;
  const { run, origin, target, fileName, receivedAt } = context;
  const { outcome, code, message } = ending;
  const { kind, urgency, news } = telling;
  const timeZone = homeZoneOf(target);
  const nextActor = nextActorOf({
    status: outcome,
    messageCode: code,
    origin,
    unmatched: history.alerts.unmatched.length,
    isOvertaken: false,
  });
  return {
    kind,
    recipients: recipientsOf(kind, nextActor),
    channels,
    urgency,
    digestAt: nextDigestAt(now, timeZone),
    data: {
      importId: run.importId,
      school: target.establishments.map(({ name }) => name).join(', '),
      fileName,
      receivedAt: receivedAt.toISOString(),
      timeZone,
      ...(outcome === 'held' ? heldFacts(message) : { sentences: happened(message, news) }),
      ...(outcome === 'rejected' && rejectedFacts(ending, history)),
      ...(news.length > 0 && { news }),
      nextActor,
    },
    causeKey: causeKey({
      kind,
      target,
      code,
      blocking: history.alerts.exceeded.filter(({ blocking }) => blocking).map((verdict) => verdict.code),
      isNews: news.length > 0,
      importId: run.importId,
      lastIntegratedId: history.lastIntegratedId,
      day: localDateOf(now, timeZone),
    }),
    ...(isPronoteDuplicateName(fileName) && { notBefore: duplicateToldFrom(receivedAt) }),
  };
}

/** What the import's own message says, but for what is told as news beside it. */
function happened(message = '', news: readonly string[]): string[] {
  const rest = news.reduce((text, sentence) => text.replace(sentence, ''), message).replace(/ {2,}/g, ' ');
  return rest.trim() === '' ? [] : [rest.trim()];
}

/** What to do has a place of its own in what is told. */
function heldFacts(message = ''): Pick<ImportNotificationData, 'sentences' | 'remedy'> {
  const { happened: said, ...remedy } = heldMessageParts(message);
  return { sentences: happened(said, []), ...remedy };
}

/** Errors of a file are told one by one: a depositor has no page to look at. */
function rejectedFacts(
  { code, message }: Ending,
  { errors }: TellingHistory,
): Partial<Pick<ImportNotificationData, 'sentences' | 'advice'>> {
  const { advice } = rejectionHandling(code);
  if (code !== 'structure_errors' || errors.length === 0) return advice === undefined ? {} : { advice };
  const told = errors.slice(0, MOST_ERRORS);
  const others = errors.length - told.length;
  return {
    sentences: [
      ...happened(message, []),
      ...told.map(({ meaning, count }) =>
        count === 1 ? meaning : `${meaning} (${frenchInteger(count)} fois)`,
      ),
      ...(others > 0
        ? [`Et ${frenchCount(others, 'autre sorte d’erreur', 'autres sortes d’erreurs')}.`]
        : []),
    ],
    advice: [...new Set(told.map((error) => error.advice))],
  };
}

/** What a mail lists of them. */
const MOST_ERRORS = 5;

/** Who confirms a manual import is looking at it. Warnings about a file repeat themselves and stand in the report. */
function tellingOf({ outcome, code }: Ending, history: TellingHistory): Telling | undefined {
  const atOnce = { urgency: 'at_once', news: [] } as const;
  if (outcome === 'held') return code === 'confirmation_required' ? undefined : { kind: 'held', ...atOnce };
  if (outcome === 'rejected' || outcome === 'interrupted') return { kind: outcome, ...atOnce };
  return isIntegrated(outcome) ? alertsOf(history) : undefined;
}

/**
 * Below the thresholds that the school has set nothing is urgent, and what was there before is no news: both stand in the
 * daily summary.
 */
function alertsOf({ alerts, alertsBefore }: TellingHistory): Telling | undefined {
  const news = alertNews(alerts, alertsBefore);
  const isExceeded = alerts.exceeded.length > 0;
  if (!isExceeded && news.length === 0) return undefined;
  return { kind: 'alerts', urgency: isExceeded && news.length > 0 ? 'at_once' : 'daily_digest', news };
}

/** Those who can act, and the depositors, who set the export up and see what becomes of it. */
function recipientsOf(kind: ImportNotificationKind, nextActor: NextActor): readonly RecipientRole[] {
  switch (kind) {
    case 'held':
    case 'alerts':
      return ['manager', 'depositor'];
    case 'rejected':
      return nextActor === 'manager' ? ['manager', 'depositor'] : ['depositor'];
    case 'interrupted':
      return ['operator'];
  }
}
