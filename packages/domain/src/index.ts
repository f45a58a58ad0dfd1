export * from './calendar/index.js';
export * from './directory/index.js';
export * from './thresholds/index.js';
export * from './text/index.js';
export type {
  ImportContext,
  ImportRun,
  ImportSettings,
  ImportTarget,
  TargetEstablishment,
} from './import/import-context.js';
export {
  planVersions,
  type Completion,
  type PublishInput,
  type SavedPlan,
  type SessionDiffInput,
  type StagedContent,
  type StagedDiff,
  type StagedDiffInput,
  type StepResult,
  type Claim,
  type ValidationRecord,
} from './import/import-records.js';
export {
  isFirstOfYear,
  targetYears,
  type EstablishmentYear,
  type EstablishmentYears,
} from './import/common-year.js';
export { rightsFromClaims, type ClaimNames, type Rights } from './accounts/rights-from-claims.js';
export { isGuessable, type PasswordOwner } from './accounts/guessable-password.js';
export { importYear } from './import/import-year.js';
export {
  cancelledMessage,
  ENDING_CODES,
  type EndingCode,
  FORGOTTEN_MESSAGE,
  INTERRUPTED_MESSAGE,
  KEY_MISSING_MESSAGE,
  refusedMessage,
  stoppedMessage,
  SUPERSEDED_MESSAGE,
  TERMINATED_MESSAGE,
} from './import/ending-message.js';
export {
  duplicateToldFrom,
  EDT_EXPORT_NAME,
  isPronoteDuplicateName,
  isPronoteDuplicateOf,
  PRONOTE_DUPLICATE_MINUTES,
  PRONOTE_DUPLICATE_NAME,
  isToldByGoodFile,
  standsForDuplicate,
  STANDS_FOR_NOTHING,
  UNJUDGED_STATUSES,
  type DepositedFile,
} from './import/pronote-duplicate.js';
export {
  isSupersededBy,
  queuePlaceOf,
  SUPERSEDABLE_STATUSES,
  type QueuePlace,
  type SupersedingVerdict,
  type SupersedableImport,
} from './import/superseding.js';
export { wouldOverwrite } from './import/order.js';
export { comesBackAfter, isUnclaimed, remedyOf, type UnfinishedAttempt } from './import/lost.js';
export {
  nextToRun,
  startable,
  type CampusQueue,
  type HandedAttempt,
  type WaitingAttempt,
} from './import/queue.js';
export { lockMessage } from './import/lock-message.js';
export { homeZoneOf, importDateOf } from './import/import-date.js';
export { CAMPUS_ATTRIBUTE } from './import/campus-attribute.js';
export { nextActorOf, type ActorInput } from './import/next-actor.js';
export { isGoodEnd, isOvertakenBy, type OvertakableImport } from './import/overtaking.js';
export {
  ACCESS_CHANNEL,
  type AccessNotificationData,
  type ChannelReach,
  type DepositorIdentity,
  type DigestNotificationData,
  type ImportNotification,
  type ImportNotificationData,
  type ImportNotificationKind,
  type NotificationFact,
  type RecipientRole,
  type RecipientType,
} from './notifications/notification.js';
export type { ImportAlerts } from './notifications/alert-news.js';
export {
  DEFAULT_MAIL_PREFERENCE,
  deliveryTo,
  MAIL_PREFERENCE_LABELS,
  type MailPreference,
  type NotificationUrgency,
  type StaffRole,
} from './notifications/mail-preference.js';
export { importNotification, type TellingHistory } from './notifications/who-is-told.js';
export {
  decisionDoneMessage,
  DECISION_SUPERSEDED_MESSAGE,
  notCancellableMessage,
  nothingToDecideMessage,
  notRetriableMessage,
  planChangedMessage,
  STOP_ASKED_MESSAGE,
} from './decisions/decision-message.js';
export { DECISION_LABELS, type Decision } from './decisions/decision.js';
export {
  canBeAskedToStop,
  canBeCancelled,
  canBeRefused,
  canBeRetried,
  judgeApproval,
  type DecidableImport,
} from './decisions/may-decide.js';
export {
  erasureDay,
  EXPIRING_ROWS,
  isTechnical,
  keptSince,
  lastErasedYearEnd,
  RETENTION_RULES,
  type ExpiringRows,
  type RetentionDays,
  type RetentionKind,
} from './retention/retention-rules.js';
export {
  countedSince,
  depositObstacle,
  depositObstacleMessage,
  type DepositLimits,
  type DepositObstacle,
  type DepositObstacleReason,
  type DepositsBefore,
} from './deposits/deposit-limits.js';
export { completeDepositUrl } from './deposits/complete-url.js';
export {
  accountObstacle,
  accountObstacleMessage,
  MAX_DEPOSIT_ACCOUNTS,
  type AccountObstacle,
} from './deposits/account-limit.js';
export { IMPORT_ORIGIN_LABELS, MATCH_KIND_LABELS } from './import/labels.js';
export {
  IMPORT_STATUS_LABELS,
  IMPORT_STEPS,
  IMPORT_STEP_LABELS,
  INTEGRATED_STATUSES,
  isIntegrated,
  STEP_STATE_LABELS,
  type ImportOrigin,
  type ImportOutcome,
  type ImportStatus,
  type ImportStep,
  type NextActor,
  type StepState,
} from './import/status.js';
export { NO_IDENT, UNNUMBERED, type CourseFacet, type UnreadCourse } from './timetable/timetable.js';
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
export type { StswebExport } from './timetable/stsweb-export.js';
export { weeksOfYear } from './timetable/active-resources.js';
export {
  FORMAT_EXPORTS,
  formatName,
  TIMETABLE_FORMATS,
  type TimetableFormat,
} from './timetable/timetable-format.js';
export { withoutClosedDays } from './timetable/without-closed-days.js';
export {
  exportAgain,
  inWordsOf,
  programOf,
  programOfSchool,
  type TimetableProgram,
} from './timetable/timetable-program.js';
export { READING_PROBLEM_CODES, type ReadingProblemCode } from './problems/reading-problem-code.js';
export { COUNT_NAMES, type CountName, type Counts } from './import/counts.js';
export type { RecordedImportEvent } from './import/recorded-import-event.js';
export type {
  ErrorNoun,
  Problem,
  ProblemEntry,
  ProblemGroup,
  ProblemOccurrence,
  ProblemSeverity,
} from './problems/problem.js';
export { listProblems } from './problems/list-problems.js';
export { locateProblems } from './problems/locate-problems.js';
export { problemsMessage } from './problems/problems-message.js';
export { auditSentence, type AuditedAction } from './audit/audit-sentence.js';
export {
  matchKeyOf,
  FORGOTTEN_TEACHER,
  nameWithoutMatch,
  shownReference,
  unmatchedReference,
  type ReferredKind,
} from './names/unmatched-reference.js';
export { exampleSentence } from './problems/example-sentence.js';
export { callsForAction, FILE_PROBLEM_CODES } from './problems/problem-catalogue.js';
export { planLinesGone } from './import/plan-lines-gone.js';
export { hasWritten, nextStepSentence, NOTHING_WRITTEN, UP_TO_DATE } from './import/what-was-written.js';
export { LIGATURES, normaliseName } from './names/normalise-name.js';
export { isSameUai, uaiLetterIsValid } from './names/uai.js';
export { checkClosedDays } from './problems/closed-days.js';
export { checkTimetable } from './problems/check-timetable.js';
export { groupProblems } from './problems/group-problems.js';
export { acceptTimetable, type Acceptance } from './acceptance/accept-timetable.js';
export { withStatedSchool } from './acceptance/stated-school.js';
export { emptySections, emptySectionsBySchool } from './acceptance/empty-sections.js';
export { establishmentsOfFile } from './acceptance/missing-establishments.js';
export { depositUrl } from './deposits/deposit-url.js';
export {
  IGNORED_CODES,
  UNACCEPTABLE_CODES,
  type IgnoredCode,
  type UnacceptableCode,
  type RejectionCode,
  type RejectionDetails,
} from './acceptance/rejection-code.js';
export { rejectionMessage } from './acceptance/rejection-message.js';
export {
  changeKindLabel,
  isChangeKind,
  lineInWords,
  SUMMARISED_CHANGES,
  summarySentence,
} from './plan/summary-sentence.js';
export { fieldChanges, type FieldChange } from './plan/field-changes.js';
export { CHANGED_FIELDS } from './plan/change-words.js';
export {
  audienceName,
  audienceReferences,
  referencesOf,
  type PlanNames,
  type PlanReferences,
} from './plan/plan-names.js';
export { courseChangeSentence, type CourseChange, type CoursePlace } from './plan/course-change.js';
export { canonicalPlan } from './plan/canonical-plan.js';
export { periodsAfter, type Period } from './plan/periods-after.js';
export { decide } from './plan/decide.js';
export { HELD_CODES, judgedPlan, type HeldCode } from './plan/judged-plan.js';
export { planStructure } from './plan/plan-structure.js';
export { subjectKeyOf, UNKNOWN_SUBJECT } from './plan/subject-key.js';
export type {
  CurrentState,
  CurrentClosure,
  CurrentGroup,
  CurrentSubject,
  CurrentYear,
  Change,
  ChangeKind,
  ChangeType,
  ClosureRun,
  ComingAudiences,
  GroupOutline,
  GroupRecord,
  KindCounts,
  MembershipDiffCounts,
  MembershipRecord,
  StatedMembership,
  ServiceRecord,
  SessionDiffCounts,
  StructurePlan,
  SubjectRecord,
} from './plan/plan.js';
export { DEFAULT_FREEZE_MINUTES, frozenBefore, MAX_FREEZE_MINUTES } from './sessions/freeze.js';
export {
  LEFT_ALONE_TYPES,
  RECORDED_CHANGE_TYPES,
  SESSION_CHANGE_TYPES,
  type MembershipContent,
  type RecordedChange,
  type RecordedChangeType,
  type SessionContent,
} from './plan/recorded-change.js';
export { tellUnread } from './unread/tell-unread.js';
export { keptSessions, type KeptSessions } from './unread/kept-sessions.js';
export { keptSentences, keptMessage, type KeptSentence } from './unread/kept-sentences.js';
export type { CourseTrace, KeptMemberships } from './unread/unread-plan.js';
export { expandSessions } from './sessions/expand-sessions.js';
export { pairSessions, type KnownSession, type SessionPair } from './sessions/pair-sessions.js';
export { relatedAudiences, type RelatedAudience } from './sessions/related-audiences.js';
export type { SessionDraft } from './sessions/session-draft.js';
export {
  isReturnTo,
  undoesChanges,
  type FormerImport,
  type LastImport,
  type StructureChange,
} from './plan/recognise-return.js';
export type { TaughtDays } from './plan/taught-days.js';
