import { frenchCount, type Closure, type Grid, type Session } from '@timetable/contracts';
import { useState, type ReactNode } from 'react';
import { useAnnounced } from '../../frame/announcer.js';
import { SessionDetails } from './session-details.js';
import type { TimetableKind } from './timetable-view.js';
import { closureBands, daysShown, hoursShown, placed, type PlacedSession } from './timetable-week.js';
import { WeekGrid } from './week-grid.js';
import { WeekList } from './week-list.js';

interface WeekProps {
  readonly kind: TimetableKind;
  /** Its Monday. */
  readonly week: string;
  readonly today: string;
  readonly grid: Grid;
  readonly closures: readonly Closure[];
  readonly sessions: readonly Session[];
  /** Another week is on its way. */
  readonly isStale: boolean;
}

/** A week, as a grid or as a list: style sheets choose. */
export function Week({ kind, week, today, grid, closures, sessions, isStale }: WeekProps): ReactNode {
  const [opened, setOpened] = useState<readonly PlacedSession[]>([]);
  const all = sessions.map(placed);
  const days = daysShown(week, grid, sessions);
  const totals = isStale ? 'Chargement…' : sessionTotals(sessions);
  useAnnounced(totals);
  return (
    <div className="stack week" aria-busy={isStale}>
      <p className="small muted">{totals}</p>
      <WeekGrid
        {...{ kind, days, today }}
        hours={hoursShown(grid, all)}
        closures={closureBands(days, closures)}
        sessions={isStale ? [] : all}
        onOpen={setOpened}
      />
      <WeekList {...{ kind, days, closures }} sessions={isStale ? [] : all} />
      {opened.length > 0 && (
        <SessionDetails
          sessions={opened}
          onClose={() => {
            setOpened([]);
          }}
        />
      )}
    </div>
  );
}

/** « 28 séances, dont 2 annulées » */
function sessionTotals(sessions: readonly Session[]): string {
  const cancelled = sessions.filter(({ state }) => state === 'cancelled').length;
  if (sessions.length === 0) return 'Aucune séance cette semaine.';
  const all = frenchCount(sessions.length, 'séance', 'séances');
  return cancelled === 0 ? `${all}.` : `${all}, dont ${frenchCount(cancelled, 'annulée', 'annulées')}.`;
}
