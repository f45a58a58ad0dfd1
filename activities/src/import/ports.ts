import type {
  CurrentYear,
  CurrentState,
  Completion,
  Counts,
  Directory,
  FormerImport,
  ImportContext,
  ImportRun,
  ImportStep,
  ImportTarget,
  LastImport,
  MatchDecision,
  PublishInput,
  SavedPlan,
  SessionDiffInput,
  StagedContent,
  StagedDiff,
  StagedDiffInput,
  StepResult,
  StswebExport,
  TellingHistory,
  Claim,
  ThresholdSetting,
  ValidationRecord,
} from '@timetable/domain';

/** What activities ask of the import's own rows. Every write checks the fence and throws `FencedError` on a miss. */
export interface ImportLedger {
  /**
   * Starts the attempt: fence taken and status `running`, in one transaction. Asking again for the same attempt answers the
   * same generation; an attempt that is over, superseded or cancelled meanwhile answers its status instead.
   */
  claim(attempt: { importId: string; attempt: number }, now: Date): Promise<Claim>;
  /** Login of who asked this attempt to stop; undefined when nobody did through us. */
  cancelledBy(run: ImportRun): Promise<string | undefined>;
  /** Read without lock. */
  loadContext(run: ImportRun): Promise<ImportContext>;
  /** What this attempt leaves, beside what the imports that ended after `since`, and the last integrated one, left. */
  tellingHistory(run: ImportRun, since: Date): Promise<TellingHistory>;
  startStep(run: ImportRun, step: ImportStep, now: Date): Promise<void>;
  endStep(run: ImportRun, step: ImportStep, result: StepResult, now: Date): Promise<void>;
  /** Of a step whose work another has done: it begins and ends at once. */
  passStep(run: ImportRun, step: ImportStep, result: StepResult, now: Date): Promise<void>;
  /**
   * Stores what validation found (replacing an earlier attempt's), keeps what of STSWEB the file brought, and ends the step. An accepted file supersedes older
   * imports of its target that wait, are held or were interrupted; duplicates rejected before it become `ignored` when it is
   * good, and their mails that wait are withdrawn.
   */
  recordValidation(run: ImportRun, record: ValidationRecord, result: StepResult, now: Date): Promise<void>;
  /**
   * Ends the attempt with its outcome in one transaction: status, message, who is told, fence released, staging emptied
   * unless held.
   */
  complete(run: ImportRun, completion: Completion, now: Date): Promise<void>;
  /**
   * The `EDT_…` file deposited at the same place as this `EDT_PRONOTE…` one, at most two minutes before or after it,
   * unless it was rejected, cancelled or is no timetable: it may still be waiting.
   */
  goodFile(context: ImportContext): Promise<{ readonly timetableSha256: string | undefined } | undefined>;
}

/** What the rules compare the file with. */
export interface CurrentStateReader {
  loadDirectory(campusCode: string): Promise<Directory>;
  loadDecisions(campusCode: string): Promise<readonly MatchDecision[]>;
  loadThresholds(campusCode: string): Promise<readonly ThresholdSetting[]>;
  /** What of STSWEB is kept for the target's establishment of this UAI and the school year that begins in that calendar year. */
  loadStswebExport(
    target: ImportTarget,
    of: { readonly uai: string; readonly startYear: number },
  ): Promise<StswebExport | undefined>;
  /** `on`: local date on which memberships are judged current. */
  loadCurrentState(target: ImportTarget, year: CurrentYear, on: string): Promise<CurrentState>;
  /** SHA-256 of the last integrated timetable of exactly this target, and the versions it left (`Completion.planVersions`). */
  lastIntegrated(
    target: ImportTarget,
  ): Promise<{ timetableSha256: string; planVersions: string } | undefined>;
  /**
   * What tells a return: the last import of the year that wrote to one of the target's establishments, unless it was the
   * first of the year, and an earlier one of exactly this target that was integrated from the same timetable.
   */
  formerImports(
    target: ImportTarget,
    schoolYear: string,
    timetableSha256: string,
  ): Promise<{ readonly last?: LastImport; readonly sameTimetable?: FormerImport }>;
  /** Versions of matches, settings and directory, as one opaque string: equal strings, equal inputs. */
  inputVersions(campusCode: string): Promise<string>;
  /** Version of the current state of the target's establishments, same idea. */
  stateVersions(target: ImportTarget): Promise<string>;
}

/** Large sets: staged by COPY, compared and published by set-based SQL. */
export interface PlanStore {
  /**
   * Replaces what an earlier attempt staged. Streams: never holds all sessions in memory. Returns how many memberships that stay
   * whatever the file says would have ended or changed.
   */
  stage(
    run: ImportRun,
    scope: { readonly target: ImportTarget; readonly schoolYear: string; readonly on: string },
    content: StagedContent,
  ): Promise<number>;
  /** Compares what is staged with the current state, stores the differences of sessions; nothing is visible yet. */
  compare(run: ImportRun, input: StagedDiffInput): Promise<StagedDiff>;
  /** Stores the plan (changes, verdicts, matches, hash, versions), replacing an earlier attempt's, and ends the step. */
  savePlan(run: ImportRun, plan: SavedPlan, result: StepResult, now: Date): Promise<void>;
  /** False when the server lost the unlogged staging since the plan was saved. */
  isStaged(run: ImportRun): Promise<boolean>;
  /** Whether publishing would give back, of sessions and memberships, all that an earlier import found and nothing else. */
  undoesImport(
    run: ImportRun,
    lastImportId: string,
    input: Pick<SessionDiffInput, 'target' | 'schoolYear' | 'frozenBefore'> & { readonly on: string },
  ): Promise<boolean>;
  /**
   * Publishes everything in one transaction under the fence: changes, memberships, sessions, school year opened by the
   * first manual import. Sessions that start at `frozenBefore` or before are left alone (undefined: none is). Asked again for
   * an attempt that has published, answers the same counts and writes nothing.
   */
  publish(run: ImportRun, input: PublishInput, now: Date): Promise<Counts>;
  /** Whether this attempt has published: a cancel or a failure that comes later cannot undo it. */
  isPublished(run: ImportRun): Promise<boolean>;
}
