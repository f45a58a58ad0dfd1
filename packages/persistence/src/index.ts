export {
  DepositAccountAdminRepository,
  type AccessToTell,
  type DepositAccountCreation,
  type DepositAccountHolder,
  type ManagedDepositAccount,
} from './accounts/deposit-account-admin.repository.js';
export {
  ExternalAccountRepository,
  type ExternalPerson,
  type ProviderSignOut,
} from './accounts/external-account.repository.js';
export { PasswordChecks, TooManyHashes } from './accounts/password-checks.js';
export { hashPassword, PASSWORD_COST, verifyPassword, type ScryptCost } from './accounts/password-hash.js';
export {
  StaffAccountRepository,
  type NewStaffAccountRecord,
  type StaffAccountChanges,
  type StaffAccountRecord,
} from './accounts/staff-account.repository.js';
export {
  MOST_SESSIONS,
  StaffSessionRepository,
  type SignInProof,
} from './accounts/staff-session.repository.js';
export {
  CampusRepository,
  type Actor,
  type CampusChanges,
  type CampusRecord,
  type EstablishmentRecord,
  type NewCampus,
  type NewEstablishment,
} from './campus/campus.repository.js';
export {
  SchoolYearRepository,
  type ClosureRecord,
  type EstablishmentCalendar,
  type NewSchoolYear,
  type SchoolYearRecord,
} from './campus/school-year.repository.js';
export { StswebExportRepository } from './campus/stsweb-export.repository.js';
export { ThresholdRepository, type ThresholdChangeRecord } from './campus/threshold.repository.js';
export {
  ImportDecisionRepository,
  type DecisionOutcome,
  type LastDecision,
} from './decisions/import-decision.repository.js';
export { MatchRepository, type MatchChoice, type MatchDecisionResult } from './decisions/match.repository.js';
export {
  DirectoryFeedRepository,
  FeedStopped,
  FeedUnderWay,
  type KnownFeed,
} from './directory/feed/directory-feed.repository.js';
export { FeedOutdated } from './directory/feed/feed-establishments.js';
export type { FeedTurn, SentFeed } from './directory/feed/feed-turn.js';
export type { DirectoryReplacement } from './directory/directory-replacement.js';
export type { DirectoryLoad, DirectoryUpsert } from './directory/load-lists.js';
export type { UploadedSource, UploadProblem } from './directory/directory-upload.entity.js';
export {
  DirectoryUploadRepository,
  type DirectoryUploadRecord,
} from './directory/directory-upload.repository.js';
export {
  DirectoryRepository,
  type DirectoryPreview,
  type GivenSource,
} from './directory/directory.repository.js';
export {
  DirectorySearch,
  type DirectoryListState,
  type DirectoryQuery,
  type PersonFound,
} from './reading/directory.reader.js';
export {
  RefusedSignInRepository,
  type LatestRefusal,
  type RefusedSignIn,
} from './audit/refused-sign-in.repository.js';
export { AuditReader, type ShownAudit } from './reading/audit.reader.js';
export {
  CampusEventReader,
  TRANSACTION_LIFE_MS,
  type CampusEventRecord,
  type EventScope,
} from './reading/campus-event.reader.js';
export { FleetReader, type FleetCampusRecord, type SilenceLimits } from './reading/fleet.reader.js';
export { GroupReader, type GroupMemberRecord, type GroupReaderRecord } from './reading/group.reader.js';
export { ImportEventReader, type ImportEventRecord } from './reading/import-event.reader.js';
export type { ImportFilter, ImportPosition } from './reading/import-filter.js';
export {
  ImportReader,
  type ImportDecisionRecord,
  type ImportNames,
  type ImportRecord,
  type ImportStepRecord,
  type ImportSummary,
  type MeasuredImport,
} from './reading/import.reader.js';
export {
  MatchReader,
  type MatchCandidate,
  type MatchCount,
  type MatchRecord,
  type MatchState,
} from './reading/match.reader.js';
export type { PlanRowRecord } from './vie-scolaire/plan-row.js';
export { CourseChangeReader } from './reading/course-change.reader.js';
export { PlanNameReader } from './reading/plan-names.reader.js';
export { ProblemReader, type ProblemRecord } from './reading/problem.reader.js';
export { PlanReader } from './vie-scolaire/plan.reader.js';
export { PlanSummaryReader, type PlanSummaryRecord } from './vie-scolaire/plan-summary.reader.js';
export type { SessionFilter } from './reading/session-filter.js';
export type { NamedReference } from './reading/ent-names.reader.js';
export { TimetableOutlineReader } from './vie-scolaire/timetable-outline.reader.js';
export { SessionReader, type SessionRecord } from './reading/session.reader.js';
export { EstablishmentLocked, LockReader, type LockRecord } from './reading/lock.reader.js';
export { Database, openDatabase, type DatabaseOptions } from './database.js';
export type { DatabaseTimeLimits } from './database-time-limits.js';
export type { ChannelHandler, Subscription } from './listener.js';
export { migrate, NewerSchema } from './migrate.js';
export type { Sql } from './sql.js';
export type { Transaction } from './transaction.js';
export {
  DepositAccountRepository,
  type AccountUse,
  type StoredDepositAccount,
} from './deposits/deposit-account.repository.js';
export {
  AccountNotInForce,
  DepositRepository,
  UnknownEstablishment,
  type NewDeposit,
  type RecordedDeposit,
} from './deposits/deposit.repository.js';
export { SourceRetentionRepository, type ExpiredSource } from './deposits/source-retention.repository.js';
export { OvertakenError } from './imports/later-published.js';
export { StopAskedError } from './imports/stop-asked.js';
export { FencedError } from './imports/fence.js';
export { listenToImports, type ImportNews } from './imports/import-news.js';
export type { GoodFile, StuckImport } from './imports/stuck-import.js';
export { ImportRepository } from './imports/import.repository.js';
export {
  NotificationRepository,
  type ClaimedNotification,
  type NotificationBacklog,
} from './outbox/notification.repository.js';
export { NOTIFICATION_CHANNEL } from './outbox/queue-notification.js';
export {
  enqueueAttempt,
  OUTBOX_CHANNEL,
  OutboxRepository,
  type OutboxEntry,
} from './outbox/outbox.repository.js';
export type { HandedOver, HandOver } from './outbox/hand-over.js';
export {
  RetentionReader,
  type ErasureRecord,
  type KeptYearRecord,
  type RetentionRunRecord,
} from './retention/retention.reader.js';
export { RetentionRepository } from './retention/retention.repository.js';
export { CurrentStateRepository } from './vie-scolaire/current-state.repository.js';
export { StagingRepository } from './vie-scolaire/staging.repository.js';
export { PlanRepository } from './vie-scolaire/plan.repository.js';
export { PlanOutdated } from './vie-scolaire/save-plan.js';

export {
  SessionEditRepository,
  type SessionEdit,
  type SessionEditResult,
} from './vie-scolaire/session-edit.repository.js';
export {
  DepositsBeforeRepository,
  type Depositing,
  type DepositRefusalNote,
} from './deposits/deposits-before.repository.js';
