export { compare, expectedLines, plannedLines } from './check-sessions.js';
export { demoYears } from './demo-years.js';
