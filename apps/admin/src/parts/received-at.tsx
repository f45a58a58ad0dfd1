import type { ReactNode } from 'react';
import type { SchoolTime } from '../text/school-time.js';

interface ReceivedAtProps {
  readonly at: string;
  readonly now: Date;
  readonly time: SchoolTime;
}

/** In a table: the day, and below it the hour of the school. */
export const ReceivedAt = ({ at, now, time }: ReceivedAtProps): ReactNode => (
  <time dateTime={at} className="date">
    {time.day(at, now)}
    <span className="muted">{time.time(at)}</span>
  </time>
);
