export { addDays, addMonths, daysBetween, isLocalDate, weekdayOf } from './local-date.js';
export { frenchDate, frenchLongDate, MONTHS } from './local-date.js';
export { CLOSURE_SOURCE_LABELS, closuresOf, type ClosureSource } from './closures.js';
export { ACADEMIC_ZONES } from './academic-holidays.js';
export { alternatingWeeks } from './alternating-weeks.js';
export { proposedClosures } from './proposed-closures.js';
export { schoolDaysAgo, schoolDaysSince } from './days-of-silence.js';
export { proposedYear, yearLabel, type SchoolYearDates } from './school-year.js';
export {
  closureOutsideYearMessage,
  leavesYear,
  openingConsequences,
  openingNotUndoneMessage,
  openingObstacles,
  yearAlreadyOpenMessage,
  yearToOpen,
} from './year-to-open.js';
export { yearAhead, yearInForce } from './years-in-time.js';
export { maskOf, weekCount, weeksOf, weeksUpTo } from './week-mask.js';
export { weekOf } from './week-of.js';
export { localDateOf, zonedInstant } from './zoned-time.js';
