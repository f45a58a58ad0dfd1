export { compare, expectedLines, plannedLines } from './check-sessions.js';
