import {
  callsForAction,
  planVersions,
  programOf,
  acceptTimetable,
  checkClosedDays,
  checkTimetable,
  groupProblems,
  isPronoteDuplicateName,
  rejectionMessage,
  problemsMessage,
  listProblems,
  locateProblems,
  type ImportContext,
  type Problem,
  type ProblemGroup,
  type Timetable,
  type ValidationRecord,
  importDateOf,
  importYear,
} from '@timetable/domain';
import type { ReadResult, ReadTimetable } from '@timetable/formats';
import { whileHeartbeating } from '../support/while-heartbeating.js';
import type { RunInput, ValidationResult } from './import-activities.js';
import type { StepDeps } from './import-deps.js';
import { leavesOut } from './leaves-out.js';

interface Judgement {
  readonly result: ValidationResult;
  readonly record: Omit<ValidationRecord, 'verdict'>;
}

/** Decisions 1 to 6 of import-rules §1, in their order: the first that applies ends the import. */
export async function validateDeposit(deps: StepDeps, { run }: RunInput): Promise<ValidationResult> {
  return whileHeartbeating(async (checkpoint) => {
    const { ledger, reader, clock } = deps;
    await ledger.startStep(run, 'validation', clock.now());
    const context = await ledger.loadContext(run);
    const read = await reader.read(context);
    checkpoint();
    const { result, record } = await sparingDuplicates(
      deps,
      context,
      read.kind === 'timetable' ? await judgeTimetable(deps, context, read) : judgeUnreadable(read),
    );
    const { state, counts, message } = result;
    await ledger.recordValidation(
      run,
      {
        ...record,
        verdict: verdictOf(result),
        ...(result.verdict === 'accepted' && { schoolYear: result.schoolYear, ...broughtBy(read) }),
      },
      { state, counts, ...(message !== undefined && { message }) },
      clock.now(),
    );
    if (read.kind === 'timetable' && result.verdict === 'accepted') reader.keep(context, read);
    return result;
  });
}

/** What of STSWEB came with a file: kept once the file is one that may be imported where it was deposited. */
const broughtBy = (read: ReadResult): Pick<ValidationRecord, 'stswebExport'> =>
  read.kind === 'timetable' && read.stswebExport !== undefined ? { stswebExport: read.stswebExport } : {};

function verdictOf(result: ValidationResult): ValidationRecord['verdict'] {
  if (result.verdict === 'accepted') return 'accepted';
  return result.code === 'same_content' ? 'known' : 'discarded';
}

/**
 * Decision 1: EDT's own duplicate is nobody's mistake when the good file is there, or on its way. One that says the same is
 * no second import either; one that can be imported and says something else is a deposit like any other.
 */
async function sparingDuplicates(
  { ledger }: StepDeps,
  context: ImportContext,
  judgement: Judgement,
): Promise<Judgement> {
  const { result, record } = judgement;
  // What a person approved is wanted, whatever its name.
  const isDoubtful = isPronoteDuplicateName(context.fileName) && context.approvedPlanHash === undefined;
  if (!isDoubtful || result.verdict === 'ignored') return judgement;
  const good = await ledger.goodFile(context);
  const isSpared =
    good !== undefined && (result.verdict === 'rejected' || good.timetableSha256 === record.timetableSha256);
  return isSpared ? { record, result: ignored('twin_file', result.counts) } : judgement;
}

function judgeUnreadable(read: Exclude<ReadResult, ReadTimetable>): Judgement {
  const problems = groupProblems(read.problems);
  const counts = problemCounts(problems);
  const record: Judgement['record'] = {
    problems,
    occurrences: listProblems(read.problems, problems),
    counts,
    ...(read.software !== undefined && { software: read.software }),
    ...statedBy(read),
    ...(read.sha256 !== undefined && { timetableSha256: read.sha256 }),
  };
  return { record, result: rejected(read.code, read.message, counts) };
}

async function judgeTimetable(
  deps: StepDeps,
  context: ImportContext,
  read: ReadTimetable,
): Promise<Judgement> {
  const { timetable, sha256 } = read;
  const problems = [...read.problems, ...checkTimetable(timetable)];
  const acceptance = acceptTimetable({ timetable, context, problems });
  const judged = (
    found: readonly Problem[],
    judge: (counts: Counted, groups: readonly ProblemGroup[]) => ValidationResult,
  ): Judgement => {
    const located = locateProblems(found, timetable);
    const program = programOf(timetable.format);
    const groups = groupProblems(located, program);
    const counts = { ...sizesOf(timetable), ...problemCounts(groups) };
    const record = {
      format: timetable.format,
      formatVersion: timetable.version,
      timetableSha256: sha256,
      problems: groups,
      occurrences: listProblems(located, groups, program),
      counts,
      ...(timetable.software !== undefined && { software: timetable.software }),
      ...statedBy(read),
    };
    return { record, result: judge(counts, groups) };
  };
  // Decision 5 comes before the errors of decision 6: what was integrated as it is needs no new reproach.
  const reachesDecision5 = acceptance.accepted || acceptance.code === 'structure_errors';
  if (reachesDecision5 && (await isSameAsLast(deps, context, sha256))) {
    return judged(problems, (counts) => ignored('same_content', counts));
  }
  if (!acceptance.accepted) {
    return judged(problems, (counts) => rejected(acceptance.code, acceptance.message, counts));
  }
  const on = importDateOf(context);
  const year = importYear(context, timetable.year, on);
  const inCurrent = await deps.current.loadCurrentState(context.target, year, on);
  const left = await leavesOut(deps, context, timetable, inCurrent);
  if (left !== undefined) return judged(problems, (counts) => rejected(left.code, left.message, counts));
  const kept = inCurrent.closures.filter((closure) => closure.kept);
  const onClosedDays = timetable.statesNoClosedDays === true ? [] : checkClosedDays(timetable, kept);
  return judged([...problems, ...onClosedDays], (counts, groups) => accepted(year.label, counts, groups));
}

/** What the file says of where it comes from. */
const statedBy = ({
  exportedAt,
  exportedBy,
}: ReadResult): Pick<ValidationRecord, 'exportedAt' | 'exportedBy'> => ({
  ...(exportedAt !== undefined && { exportedAt }),
  ...(exportedBy !== undefined && { exportedBy }),
});

/** A person who approved a plan wants it applied; whoever else sends known bytes asks for nothing. */
async function isSameAsLast({ current }: StepDeps, context: ImportContext, sha256: string): Promise<boolean> {
  if (context.approvedPlanHash !== undefined) return false;
  const last = await current.lastIntegrated(context.target);
  if (last?.timetableSha256 !== sha256) return false;
  const [inputs, states] = await Promise.all([
    current.inputVersions(context.target.campusCode),
    current.stateVersions(context.target),
  ]);
  return last.planVersions === planVersions(inputs, states);
}

type Counted = Readonly<Record<string, number>>;

/** An alert only where somebody has something to do. */
function accepted(schoolYear: string, counts: Counted, groups: readonly ProblemGroup[]): ValidationResult {
  const toMend = groups.filter(({ code }) => callsForAction(code));
  if (toMend.length === 0) return { verdict: 'accepted', schoolYear, state: 'ok', counts };
  return { verdict: 'accepted', schoolYear, state: 'alert', counts, message: problemsMessage(toMend) };
}

const rejected = (code: string, message: string, counts: Counted): ValidationResult => ({
  verdict: 'rejected',
  code,
  state: 'failed',
  counts,
  message,
});

const ignored = (code: 'same_content' | 'twin_file', counts: Counted): ValidationResult => ({
  verdict: 'ignored',
  code,
  state: 'skipped',
  counts,
  message: rejectionMessage(code),
});

function sizesOf(timetable: Timetable): Counted {
  const { courses, subjects, teachers, classes, groups, rooms, pupils } = timetable;
  return {
    courses: courses.length + (timetable.unreadCourses?.length ?? 0),
    subjects: subjects.length,
    teachers: teachers.length,
    classes: classes.length,
    groups: groups.length,
    rooms: rooms.length,
    pupils: pupils.length,
  };
}

function problemCounts(problems: readonly ProblemGroup[]): Counted {
  const totals = { errors: 0, warnings: 0 };
  for (const { severity, count } of problems) {
    totals[severity === 'error' ? 'errors' : 'warnings'] += count;
  }
  return totals;
}
