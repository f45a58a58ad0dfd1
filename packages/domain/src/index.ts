export type {
  ImportContext,
  ImportRun,
  ImportSettings,
  ImportTarget,
  TargetEstablishment,
} from './import/import-context.js';
export {
  planVersions,
  type Conclusion,
  type ConclusionMail,
  type PublishInput,
  type SavedPlan,
  type SessionDiffInput,
  type StepResult,
  type TakeCharge,
  type ValidationRecord,
} from './import/import-records.js';
export {
  IMPORT_STATUS_LABELS,
  IMPORT_STEPS,
  IMPORT_STEP_LABELS,
  STEP_STATE_LABELS,
  type ImportOrigin,
  type ImportOutcome,
  type ImportStatus,
  type ImportStep,
  type NextActor,
  type StepState,
} from './import/status.js';
export type {
  CourseResource,
  FileClass,
  FileCourse,
  FileEstablishment,
  FileGroup,
  FileMembership,
  FilePupil,
  FileRoom,
  FileSubject,
  FileTeacher,
  Ident,
  ResourceKind,
  TimeGrid,
  TimePlace,
  Timetable,
  TimetableYear,
} from './timetable/timetable.js';
export { TIMETABLE_FORMATS, type TimetableFormat } from './timetable/timetable-format.js';
export { READING_PROBLEM_CODES, type ReadingProblemCode } from './problems/reading-problem-code.js';
export { COUNT_NAMES, type CountName, type Counts } from './import/counts.js';
export type { ImportEvent } from './import/import-event.js';
export type { Problem, ProblemEntry, ProblemGroup, ProblemSeverity } from './problems/problem.js';
export type { Directory, DirectoryClass, DirectoryPupil, DirectoryTeacher } from './directory/directory.js';
export type { MatchedBy, Matching, MatchDecision, MatchKind, MatchResult } from './directory/match.js';
export { matchReasonSentence, type MatchReason } from './directory/match-reason.js';
export { matchTimetable } from './directory/match-timetable.js';
export { normaliseName } from './names/normalise-name.js';
export { isSameUai, uaiLetterIsValid } from './names/uai.js';
export { addDays, daysBetween, frenchDate, isLocalDate, weekdayOf } from './calendar/local-date.js';
export { closuresOf } from './calendar/closures.js';
export { proposedClosures } from './calendar/proposed-closures.js';
export { proposedYear, yearLabel } from './calendar/school-year.js';
export { maskOf, weekCount, weeksOf } from './calendar/week-mask.js';
export { localDateOf, zonedInstant } from './calendar/zoned-time.js';
export { checkClosedDays } from './problems/closed-days.js';
export { checkTimetable } from './problems/check-timetable.js';
export { groupProblems } from './problems/group-problems.js';
export { acceptTimetable, type Acceptance } from './acceptance/accept-timetable.js';
export { emptySections } from './acceptance/empty-sections.js';
export {
  IGNORED_CODES,
  REFUSAL_CODES,
  type IgnoredCode,
  type RefusalCode,
  type RejectionCode,
  type RejectionDetails,
} from './acceptance/rejection-code.js';
export { rejectionMessage } from './acceptance/rejection-message.js';
export { isTwinFileName, TWIN_WINDOW_MINUTES } from './acceptance/twin-file.js';
export { canonicalPlan } from './plan/canonical-plan.js';
export { decide } from './plan/decide.js';
export { planStructure } from './plan/plan-structure.js';
export { subjectKeyOf, UNKNOWN_SUBJECT } from './plan/subject-key.js';
export type {
  Base,
  BaseClosure,
  BaseGroup,
  BaseSubject,
  BaseYear,
  Change,
  ChangeKind,
  ChangeType,
  ClosureRun,
  GroupOutline,
  GroupRecord,
  KindCounts,
  MembershipRecord,
  ServiceRecord,
  SessionDiffCounts,
  StructurePlan,
  SubjectRecord,
} from './plan/plan.js';
export type {
  MembershipContent,
  RecordedChange,
  RecordedChangeType,
  SessionContent,
} from './plan/recorded-change.js';
export { expandSessions } from './sessions/expand-sessions.js';
export type { SessionDraft } from './sessions/session-draft.js';
export { countsInFrench } from './text/french-counts.js';
export { frenchCount, frenchInteger, frenchList } from './text/french.js';
export { evaluateThresholds } from './thresholds/evaluate-thresholds.js';
export { measure } from './thresholds/measure.js';
export {
  THRESHOLD_DEFAULTS,
  type Fraction,
  type Measure,
  type ThresholdCode,
  type ThresholdSetting,
  type ThresholdVerdict,
} from './thresholds/threshold.js';
