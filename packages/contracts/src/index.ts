export { createClock, processStart, type Clock } from './clock.js';
export { frenchMessage } from './french-messages.js';
export {
  API_ERRORS,
  problemSchema,
  type ApiErrorCode,
  type FieldError,
  type ProblemBody,
} from './problem.js';
export {
  createdStaffAccountSchema,
  loginAnswerSchema,
  loginBodySchema,
  logoutQuerySchema,
  newStaffAccountSchema,
  staffAccountSchema,
  userSchema,
  type CreatedStaffAccount,
  type LoginAnswer,
  type LoginBody,
  type LogoutQuery,
  type NewStaffAccount,
  type Role,
  type StaffAccount,
  type User,
} from './resources/auth.js';
export {
  campusBodySchema,
  campusPatchSchema,
  campusSchema,
  importSettingsSchema,
  type Campus,
  type CampusBody,
  type CampusPatch,
  type EstablishmentBody,
  type ImportSettingsBody,
} from './resources/campus.js';
export {
  depositAccountPatchSchema,
  depositAccountSchema,
  depositCredentialsSchema,
  newDepositAccountSchema,
  type DepositAccount,
  type DepositAccountPatch,
  type DepositCredentials,
  type NewDepositAccount,
} from './resources/deposit-accounts.js';
export {
  directoryBodySchema,
  directoryCountsSchema,
  directoryUserSchema,
  userSearchQuerySchema,
  type DirectoryBody,
  type DirectoryCounts,
  type DirectoryUser,
  type UserSearchQuery,
} from './resources/directory.js';
export {
  acceptedImportSchema,
  approveBodySchema,
  decisionAnswerSchema,
  importDetailSchema,
  importReportSchema,
  importRowSchema,
  importsQuerySchema,
  planQuerySchema,
  planRowSchema,
  reasonBodySchema,
  uploadFieldsSchema,
  type AcceptedImport,
  type ApproveBody,
  type DecisionAnswer,
  type ImportDetail,
  type ImportEvent,
  type ImportReport,
  type ImportRow,
  type ImportStepRow,
  type ImportsQuery,
  type PlanQuery,
  type PlanRow,
  type ReasonBody,
  type UploadFields,
} from './resources/imports.js';
export {
  matchDecisionAnswerSchema,
  matchDecisionBodySchema,
  matchKindSchema,
  matchSchema,
  matchesQuerySchema,
  type Match,
  type MatchDecisionAnswer,
  type MatchDecisionBody,
  type MatchesQuery,
} from './resources/matches.js';
export {
  fleetCampusSchema,
  fleetCampusesQuerySchema,
  fleetImportsQuerySchema,
  type FleetCampus,
  type FleetCampusesQuery,
  type FleetImportsQuery,
} from './resources/operator.js';
export { pageOf, pageQuerySchema, type Page, type PageQuery } from './resources/page.js';
export {
  closuresBodySchema,
  closuresSchema,
  schoolYearBodySchema,
  schoolYearSchema,
  type Closure,
  type ClosureBody,
  type Closures,
  type ClosuresBody,
  type SchoolYear,
  type SchoolYearBody,
} from './resources/school-year.js';
export {
  thresholdChangeSchema,
  thresholdSchema,
  thresholdsBodySchema,
  type Threshold,
  type ThresholdChange,
  type ThresholdsBody,
} from './resources/thresholds.js';
export {
  groupSchema,
  lockSchema,
  sessionPatchSchema,
  sessionSchema,
  sessionsQuerySchema,
  type Group,
  type Lock,
  type Session,
  type SessionPatch,
  type SessionsQuery,
} from './resources/timetable.js';
export { startRefusal } from './start-refusal.js';
export { temporalTls, type TemporalTlsSettings } from './temporal-tls.js';
export { InvalidSettings, readSettings, SETTING_NAMES, type Settings } from './settings.js';
