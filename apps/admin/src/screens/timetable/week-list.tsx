import type { Closure } from '@timetable/contracts';
import type { ReactNode } from 'react';
import { longDay } from '../../text/local-day.js';
import { SessionMarks } from './session-details.js';
import { detailsOf, hoursOf } from './session-words.js';
import type { TimetableKind } from './timetable-view.js';
import { closureName, closuresOn, type PlacedSession } from './timetable-week.js';

interface WeekListProps {
  readonly kind: TimetableKind;
  readonly days: readonly string[];
  readonly closures: readonly Closure[];
  readonly sessions: readonly PlacedSession[];
}

/** The same week for paper and small screens: days one below the other, hours in order. */
export const WeekList = ({ kind, days, closures, sessions }: WeekListProps): ReactNode => (
  <div className="week-list stack">
    {days.map((day) => (
      <section key={day} className="card">
        <h2>{longDay(day)}</h2>
        {closuresOn(day, closures).map((closure) => (
          <p key={closure.startsOn} className="closure-band small">
            {closureName(closure)}
          </p>
        ))}
        <Day
          kind={kind}
          sessions={sessions.filter(({ session }) => session.date === day)}
          isClosed={closuresOn(day, closures).length > 0}
        />
      </section>
    ))}
  </div>
);

interface DayProps {
  readonly kind: TimetableKind;
  readonly sessions: readonly PlacedSession[];
  readonly isClosed: boolean;
}

function Day({ kind, sessions, isClosed }: DayProps): ReactNode {
  if (sessions.length === 0) return isClosed ? null : <p className="small muted">Aucune séance.</p>;
  return (
    <ol>
      {sessions.map((each) => (
        <li key={each.session.id}>
          <span className="small muted hours">{hoursOf(each)}</span>
          <span>
            <strong>
              {each.session.state === 'cancelled' ? (
                <s>{each.session.subject.label}</s>
              ) : (
                each.session.subject.label
              )}
            </strong>
            <ListedDetails details={detailsOf(each.session, kind)} />
            <SessionMarks session={each.session} />
          </span>
        </li>
      ))}
    </ol>
  );
}

const ListedDetails = ({ details }: { readonly details: readonly string[] }): ReactNode =>
  details.length > 0 && <span className="small listed-details">{details.join(' · ')}</span>;
