export { DIRECTORY_TEMPLATES, type DirectoryTemplate } from './csv/csv-templates.js';
export {
  readDirectoryFile,
  type DirectoryFileReading,
  type ReadDirectoryFile,
  type UnreadableDirectoryFile,
} from './read-directory-file.js';
export type { FeedProblem } from './feed-problems.js';
export { openAafFiles } from './aaf/aaf-feed.js';
export { FeedUnreadable } from './feed-unreadable.js';
