import {
  planVersions,
  duplicateToldFrom,
  INTERRUPTED_MESSAGE,
  isPronoteDuplicateName,
  localDateOf,
  STOPPED_MESSAGE,
  type ImportContext,
  type ImportOutcome,
  type NextActor,
  type Conclusion,
  type ConclusionMail,
} from '@timetable/domain';
import { renderImportMail, type ImportMailKind } from '@timetable/notifications';
import type { ConcludeInput, ConcludeResult, InterruptInput } from './import-activities.js';
import { homeZoneOf } from './import-date.js';
import type { StepDeps } from './import-deps.js';

type Outcome = ImportOutcome | 'interrupted';
/** What is concluded, before it is known whom it concerns. */
type Ending = Pick<ConcludeInput, 'run' | 'code' | 'message' | 'plan'> & { readonly outcome: Outcome };

/** Ends the round with its outcome; a published import is integrated, whatever came after. */
export async function concludeImport(deps: StepDeps, input: ConcludeInput): Promise<ConcludeResult> {
  if (input.outcome !== 'cancelled') return conclude(deps, input);
  if (await deps.plans.isPublished(input.run)) return conclude(deps, { ...input, outcome: 'integrated' });
  return conclude(deps, { ...input, message: STOPPED_MESSAGE });
}

/** Ends the round after a technical failure: an operator is asked to act, the establishments are freed. */
export async function markInterrupted(deps: StepDeps, { run }: InterruptInput): Promise<ConcludeResult> {
  if (await deps.plans.isPublished(run)) return conclude(deps, { run, outcome: 'integrated' });
  return conclude(deps, {
    run,
    outcome: 'interrupted',
    code: 'technical_failure',
    message: INTERRUPTED_MESSAGE,
  });
}

async function conclude(deps: StepDeps, ending: Ending): Promise<ConcludeResult> {
  const { ledger, base, clock } = deps;
  const { run, outcome, code, message, plan } = ending;
  const context = await ledger.loadContext(run);
  const notify = notificationOf(ending);
  const conclusion: Conclusion = {
    outcome,
    nextActor: nextActorOf(context, ending),
    ...(code !== undefined && { messageCode: code }),
    ...(message !== undefined && { message }),
    ...(notify && { notify, mail: mailOf(deps, context, ending, notify) }),
    // What the publication left behind: the fence still keeps everybody else from changing the base.
    ...(isIntegrated(outcome) &&
      plan && { planVersions: planVersions(plan.inputVersions, await base.baseVersions(context.target)) }),
  };
  await ledger.conclude(run, conclusion, clock.now());
  return { outcome };
}

const isIntegrated = (outcome: Outcome): boolean =>
  outcome === 'integrated' || outcome === 'integrated_with_alerts';

/** Refusals that a new export does not cure: settings, or the school year, are the manager's. */
const FOR_THE_MANAGER = new Set([
  'first_import_required',
  'wrong_school_year',
  'school_years_differ',
  'format_not_accepted',
  'version_not_accepted',
]);

/** Refusals that every export meets until the year has been opened. */
const AWAITING_THE_YEAR = new Set(['first_import_required', 'school_years_differ']);

function nextActorOf({ origin }: ImportContext, { outcome, code }: Ending): NextActor {
  switch (outcome) {
    case 'held':
      return 'manager';
    case 'interrupted':
      return 'operator';
    case 'rejected':
      return origin === 'manual' || (code !== undefined && FOR_THE_MANAGER.has(code))
        ? 'manager'
        : 'depositor';
    case 'integrated':
    case 'integrated_with_alerts':
    case 'ignored':
    case 'superseded':
    case 'cancelled':
      return 'nobody';
  }
}

/**
 * People are written to when there is a problem only. Who confirms a manual import is looking at it; warnings about a
 * file repeat themselves at each of its exports, and stand in the report.
 */
function notificationOf({ outcome, code, plan }: Ending): ImportMailKind | undefined {
  switch (outcome) {
    case 'held':
      return code === 'confirmation_required' ? undefined : 'held';
    case 'rejected':
      return 'rejected';
    case 'interrupted':
      return 'interrupted';
    case 'integrated_with_alerts':
      return plan && plan.exceeded.length > 0 ? 'alerts' : undefined;
    case 'integrated':
    case 'ignored':
    case 'superseded':
    case 'cancelled':
      return undefined;
  }
}

/** What to do when the general advice after a refusal, to correct and export again, is not it. */
function adviceOf({ code }: Ending): { advice?: readonly string[] } {
  if (code === 'first_import_required') {
    return {
      advice: [
        'Le gestionnaire de vie scolaire fait ce premier import dans l’ENT, à la main, une seule fois.',
        'Rien n’est à changer dans le logiciel d’emploi du temps. Ce message n’est envoyé qu’une fois par jour.',
      ],
    };
  }
  if (code === undefined || !FOR_THE_MANAGER.has(code)) return {};
  return {
    advice: [
      'Le gestionnaire de vie scolaire décide : soit l’export est à refaire, soit les paramètres ou l’année scolaire sont à changer dans l’ENT.',
      'Ensuite, exportez à nouveau l’emploi du temps depuis le logiciel.',
    ],
  };
}

function mailOf(
  { clock, importLink }: StepDeps,
  context: ImportContext,
  ending: Ending,
  kind: ImportMailKind,
): ConclusionMail {
  const { run, target, fileName, receivedAt } = context;
  const timeZone = homeZoneOf(target);
  const { subject, textBody, htmlBody } = renderImportMail({
    kind,
    school: target.establishments.map(({ name }) => name).join(', '),
    fileName,
    receivedAt,
    timeZone,
    sentences: ending.message === undefined ? [] : [ending.message],
    ...adviceOf(ending),
    nextActor: nextActorOf(context, ending),
    link: importLink(run.importId),
  });
  // EDT pushes after every change: a campus that waits for a new year to be opened is told once a day (import-rules §9).
  const dedupeScope =
    ending.code !== undefined && AWAITING_THE_YEAR.has(ending.code)
      ? `${target.campusCode}/${ending.code}/${localDateOf(clock.now(), timeZone)}`
      : `${run.importId}/${kind}`;
  return {
    dedupeScope,
    subject,
    text: textBody,
    html: htmlBody,
    ...(isPronoteDuplicateName(fileName) && { notBefore: duplicateToldFrom(receivedAt) }),
  };
}
