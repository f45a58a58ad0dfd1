export type {
  ImportContext,
  ImportRun,
  ImportSettings,
  ImportTarget,
  TargetEstablishment,
} from './import/import-context.js';
export {
  IMPORT_STATUS_LABELS,
  IMPORT_STEPS,
  IMPORT_STEP_LABELS,
  STEP_STATE_LABELS,
  type Counts,
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
export { UNREADABLE_CODES, type UnreadableCode } from './problems/unreadable-code.js';
export { READING_PROBLEM_CODES, type ReadingProblemCode } from './problems/reading-problem-code.js';
export type { Problem, ProblemGroup, ProblemSeverity } from './problems/problem.js';
export type { Directory, DirectoryClass, DirectoryPupil, DirectoryTeacher } from './directory/directory.js';
export type { Matching, MatchDecision, MatchKind, MatchResult } from './directory/match.js';
export type {
  Base,
  BaseGroup,
  BaseSubject,
  BaseYear,
  Change,
  ChangeKind,
  ChangeType,
  ClosureRun,
  GroupRecord,
  KindCounts,
  MembershipRecord,
  ServiceRecord,
  SessionDiffCounts,
  StructurePlan,
  SubjectRecord,
} from './plan/plan.js';
export type { SessionDraft } from './sessions/session-draft.js';
export {
  THRESHOLD_DEFAULTS,
  type Fraction,
  type ThresholdCode,
  type ThresholdSetting,
  type ThresholdVerdict,
} from './thresholds/threshold.js';
