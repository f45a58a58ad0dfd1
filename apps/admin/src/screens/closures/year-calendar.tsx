import { CLOSURE_SOURCE_LABELS, type ClosureSource } from '@timetable/contracts';
import type { ReactNode } from 'react';
import { yearMonths, type CalendarMonth, type ShownClosure } from './year-months.js';

interface YearCalendarProps {
  readonly startsOn: string;
  readonly endsOn: string;
  readonly closures: readonly ShownClosure[];
}

const isSource = (text: string): text is ClosureSource => text in CLOSURE_SOURCE_LABELS;
const SOURCES = Object.keys(CLOSURE_SOURCE_LABELS).filter(isSource);

/** The year at a glance. It is not read aloud: the table says each closure. */
export function YearCalendar({ startsOn, endsOn, closures }: YearCalendarProps): ReactNode {
  const used = SOURCES.filter((source) => closures.some((closure) => closure.source === source));
  return (
    <figure className="year" aria-hidden>
      <div className="months">
        {yearMonths(startsOn, endsOn, closures).map((month) => (
          <Month key={month.label} month={month} />
        ))}
      </div>
      <figcaption className="row small">
        {used.map((source) => (
          <span key={source} className="legend">
            <span className={`swatch closed-${source}`} />
            {CLOSURE_SOURCE_LABELS[source]}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

const Month = ({ month: { label, before, days } }: { readonly month: CalendarMonth }): ReactNode => (
  <div>
    <p className="small month-name">{label}</p>
    <div className="month">
      {['l', 'm', 'm', 'j', 'v', 's', 'd'].map((letter, index) => (
        <span key={index} className="muted">
          {letter}
        </span>
      ))}
      {days.map(({ date, number, isWeekend, closure }, index) => (
        <span
          key={date}
          className={classOf(closure, isWeekend)}
          {...(index === 0 && { style: { gridColumnStart: before + 1 } })}
        >
          {number}
        </span>
      ))}
    </div>
  </div>
);

function classOf(closure: ClosureSource | undefined, isWeekend: boolean): string | undefined {
  if (closure !== undefined) return `closed-${closure}`;
  return isWeekend ? 'muted' : undefined;
}
