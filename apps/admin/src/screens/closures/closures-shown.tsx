import { CLOSURE_SOURCE_LABELS, frenchLongDate, type Closure } from '@timetable/contracts';
import type { ReactNode } from 'react';
import { DataTable } from '../../parts/data-table.js';
import { NO_CLOSURE } from './closure-rows.js';
import { YearCalendar } from './year-calendar.js';

interface ClosuresShownProps {
  readonly year: { readonly startsOn: string; readonly endsOn: string };
  readonly closures: readonly Closure[];
}

const daysOf = ({ startsOn, endsOn }: Closure): string =>
  startsOn === endsOn
    ? `le ${frenchLongDate(startsOn)}`
    : `du ${frenchLongDate(startsOn)} au ${frenchLongDate(endsOn)}`;

/** The closures of one year, for who may only read them. */
export const ClosuresShown = ({ year: { startsOn, endsOn }, closures }: ClosuresShownProps): ReactNode => (
  <>
    {closures.length === 0 ? (
      <p>{NO_CLOSURE}</p>
    ) : (
      <DataTable
        caption="Périodes de fermeture"
        isCaptionUnseen
        columns={[
          { heading: 'Jours', cell: daysOf },
          // Those that a file gives have no names.
          ...(closures.some(({ label }) => label !== '')
            ? [{ heading: 'Période', cell: ({ label }: Closure) => label }]
            : []),
          { heading: 'Origine', cell: ({ source }) => CLOSURE_SOURCE_LABELS[source] },
        ]}
        rows={closures}
        keyOf={(closure) => `${closure.startsOn} ${closure.endsOn}`}
      />
    )}
    <YearCalendar startsOn={startsOn} endsOn={endsOn} closures={closures} />
  </>
);
