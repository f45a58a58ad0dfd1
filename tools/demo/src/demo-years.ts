import { addDays } from '@timetable/domain';
import { schoolCalendar } from '@timetable/generator';

/** The two school years of the demonstration, « 2026-2027 »: the one in force, and the one after it. */
export interface DemoYears {
  readonly running: string;
  readonly next: string;
  /** The year of what EDT pushes: one of which lessons are still to come. */
  readonly pushed: 'running' | 'next';
}

/** What is dropped of a timetable shows in its coming lessons: these are enough of them. */
const DAYS_OF_LESSONS = 14;

/**
 * On whatever day it is played. From the last lessons of a year until its 31 August a school prepares the next one: that one
 * is opened first and the exports are its own. On other days the next year is opened last, in advance.
 * @param today local date of the school
 */
export function demoYears(today: string): DemoYears {
  const begun = Number(today.slice(0, 4)) - (today.slice(5) < '09-01' ? 1 : 0);
  const running = `${begun}-${begun + 1}`;
  const hasLessons = addDays(today, DAYS_OF_LESSONS) <= schoolCalendar(running).lastSchoolDay;
  return { running, next: `${begun + 1}-${begun + 2}`, pushed: hasLessons ? 'running' : 'next' };
}
