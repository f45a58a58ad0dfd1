export type { Directory, DirectoryClass, DirectoryPupil, DirectoryTeacher } from './directory.js';
export {
  DIRECTORY_NOUNS,
  isWithinShown,
  lossConfirmation,
  lossesMessage,
  lossesToConfirm,
  type DirectoryLoss,
} from './directory-losses.js';
export { feedClassId, type DirectoryFeed, type FeedPerson, type FeedStructure } from './directory-feed.js';
export { overlayFeed, type FeedCoverage, type FeedMember } from './overlay-feed.js';
export { feedReportLines, feedSentence, type FeedReport } from './feed-report.js';
export {
  feedState,
  feedStateSentence,
  type FeedFacts,
  type FeedRecord,
  type FeedState,
  type FeedStep,
} from './feed-record.js';
export { directorySentence } from './directory-sentence.js';
export type { EntUser } from './ent-user.js';
export { combineDirectory, type CombinedDirectory } from './combine-directory.js';
export {
  directoryChanges,
  type ChangedEntry,
  type DirectoryChanges,
  type ListChanges,
} from './directory-changes.js';
export {
  DIRECTORY_LISTS,
  DIRECTORY_SOURCE_LABELS,
  DIRECTORY_SOURCES,
  type DirectoryList,
  type DirectorySource,
} from './directory-source.js';
export type { GivenClass, GivenDirectory, GivenPupil, GivenTeacher, GivenUser } from './given-directory.js';
export type { GivenExtent, GivenScope } from './given-scope.js';
export { replacedIdsSentence } from './replaced-ids-sentence.js';
export { replacedIds, type DirectoryLists, type ReplacedIds } from './replaced-ids.js';
export type { MatchedBy, Matching, MatchDecision, MatchKind, MatchResult } from './match.js';
export { isLikelyMatch, matchReasonSentence, type MatchReason } from './match-reason.js';
export { unmatchedGroups, unmatchedNames, type UnmatchedName } from './unmatched-groups.js';
export { distinctionDetails, type Distinction } from './distinction.js';
export { matchTimetable } from './match-timetable.js';
