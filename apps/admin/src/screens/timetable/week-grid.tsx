import { frenchCount, frenchTime } from '@timetable/contracts';
import { Ban, Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import { longDay, shortDay } from '../../text/local-day.js';
import { lanes, type LaneBlock, type TimeSpan } from './lanes.js';
import { detailsOf, hoursOf } from './session-words.js';
import type { TimetableKind } from './timetable-view.js';
import type { ClosureBand, PlacedSession } from './timetable-week.js';

/** One row of the grid. */
const STEP_MINUTES = 5;
const HOUR = 60;
/** More would be too narrow for a word. */
const MOST_LANES = 3;

interface WeekGridProps {
  readonly kind: TimetableKind;
  readonly days: readonly string[];
  readonly today: string;
  readonly hours: TimeSpan;
  readonly closures: readonly ClosureBand[];
  readonly sessions: readonly PlacedSession[];
  readonly onOpen: (sessions: readonly PlacedSession[]) => void;
}

/** A week as schools draw it: a column for each day, hours from top to bottom. */
export function WeekGrid({ kind, days, today, hours, closures, sessions, onOpen }: WeekGridProps): ReactNode {
  const rows = (hours.endMinute - hours.startMinute) / STEP_MINUTES;
  const rowOf = (minute: number): number => Math.round((minute - hours.startMinute) / STEP_MINUTES) + 1;
  const wholeHours = Array.from(
    { length: (hours.endMinute - hours.startMinute) / HOUR },
    (_, index) => hours.startMinute + index * HOUR,
  );
  return (
    <div
      className="week-grid"
      style={{ gridTemplateColumns: `3.25rem repeat(${days.length}, minmax(0, 1fr))` }}
    >
      {days.map((day, index) => (
        <p
          key={day}
          className={day === today ? 'day-head today' : 'day-head'}
          style={{ gridColumn: index + 2 }}
          aria-hidden
        >
          {shortDay(day)}
        </p>
      ))}
      {closures.map(({ label, firstDay, dayCount }) => (
        <p
          key={`${firstDay} ${label}`}
          className="closure-band small"
          style={{ gridColumn: `${firstDay + 2} / span ${dayCount}` }}
        >
          {label}
        </p>
      ))}
      <div className="hour-labels" style={{ gridTemplateRows: rowsOf(rows) }} aria-hidden>
        {wholeHours.map((minute) => (
          <span key={minute} className="small muted" style={{ gridRow: rowOf(minute) }}>
            {frenchTime(minute)}
          </span>
        ))}
      </div>
      {days.map((day, index) => (
        <ol
          key={day}
          aria-label={longDay(day)}
          className={isClosed(index, closures) ? 'day closed-day' : 'day'}
          style={{ gridColumn: index + 2, gridTemplateRows: rowsOf(rows) }}
        >
          {lanes(
            sessions.filter(({ session }) => session.date === day),
            MOST_LANES,
          ).map((block) => (
            <li
              key={block.items[0].session.id}
              style={{
                gridRow: `${rowOf(block.startMinute)} / ${rowOf(block.endMinute)}`,
                marginLeft: `${(block.lane * 100) / block.laneCount}%`,
                width: `${100 / block.laneCount}%`,
              }}
            >
              <Block block={block} kind={kind} onOpen={onOpen} />
            </li>
          ))}
        </ol>
      ))}
    </div>
  );
}

const rowsOf = (count: number): string => `repeat(${count}, var(--minutes-5))`;

const isClosed = (day: number, closures: readonly ClosureBand[]): boolean =>
  closures.some(({ firstDay, dayCount }) => firstDay <= day && day < firstDay + dayCount);

/** Where its hours have a line of their own; elsewhere its place says them. */
const isLong = ({ startMinute, endMinute }: TimeSpan): boolean => endMinute - startMinute > 1.25 * HOUR;

interface BlockProps {
  readonly block: LaneBlock<PlacedSession>;
  readonly kind: TimetableKind;
  readonly onOpen: WeekGridProps['onOpen'];
}

function Block({ block: { items }, kind, onOpen }: BlockProps): ReactNode {
  const [first, ...others] = items;
  const open = (): void => {
    onOpen(items);
  };
  if (others.length > 0)
    return (
      <button type="button" className="session crowd small" onClick={open}>
        {frenchCount(items.length, 'séance', 'séances')}
      </button>
    );
  const { session } = first;
  const isCancelled = session.state === 'cancelled';
  const said = detailsOf(session, kind);
  const details = isCancelled ? ['Annulée', said.join(' · ')] : said;
  return (
    <button
      type="button"
      className={isCancelled ? 'session cancelled small' : 'session small'}
      title={hoursOf(first)}
      onClick={open}
    >
      <span className="session-subject">
        {isCancelled && <Ban size={14} aria-hidden />}
        {session.editedByHand && (
          <>
            <Pencil size={14} aria-hidden />
            <span className="unseen">Modifiée à la main : </span>
          </>
        )}
        {isCancelled ? <s>{session.subject.label}</s> : session.subject.label}
      </span>
      {details
        .filter((detail) => detail !== '')
        .map((detail) => (
          <span key={detail}>{detail}</span>
        ))}
      <span className={isLong(first) ? 'muted' : 'unseen'}>{hoursOf(first)}</span>
    </button>
  );
}
