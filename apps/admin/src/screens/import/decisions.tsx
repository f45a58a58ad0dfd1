import { capitalised, DECISION_LABELS, type ImportReport } from '@timetable/contracts';
import type { ReactNode } from 'react';
import { DataTable } from '../../parts/data-table.js';
import { useSchoolTime } from '../../text/use-school-time.js';

/** Who decided what about this import. */
export function Decisions({ report: { decisions } }: { readonly report: ImportReport }): ReactNode {
  const time = useSchoolTime();
  if (decisions.length === 0) return null;
  return (
    <section aria-labelledby="decisions" className="stack">
      <h2 id="decisions">Décisions</h2>
      <DataTable
        caption="Décisions"
        isCaptionUnseen
        columns={[
          { heading: 'Décision', cell: ({ decision }) => capitalised(DECISION_LABELS[decision]) },
          { heading: 'Par', cell: ({ by }) => by },
          { heading: 'Quand', cell: ({ at }) => <time dateTime={at}>{time.full(at)}</time> },
          { heading: 'Motif', cell: ({ reason }) => reason ?? '' },
        ]}
        rows={decisions}
        keyOf={({ at, decision }) => `${at} ${decision}`}
      />
    </section>
  );
}
