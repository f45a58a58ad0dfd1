import type { DepositLimits } from '@timetable/domain';
import type { Settings } from './settings.js';

/** How many deposits the variables allow: the same for the door and the API. */
export const depositLimits = (settings: Settings): DepositLimits => ({
  perAccountAnHour: settings.DEPOSITS_PER_HOUR_PER_ACCOUNT,
  perCampusAnHour: settings.DEPOSITS_PER_HOUR_PER_CAMPUS,
  waitingPerCampus: settings.WAITING_DEPOSITS_PER_CAMPUS,
});
