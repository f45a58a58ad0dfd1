// Directories of many schools at once.
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
