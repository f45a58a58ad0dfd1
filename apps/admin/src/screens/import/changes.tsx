import { changesInFrench, frenchCount, type ImportReport } from '@timetable/contracts';
import type { ReactNode } from 'react';
import { DataTable } from '../../parts/data-table.js';
import { PlanGroups } from './plan-groups.js';

/** « Ce qui change »: in one table, then course by course, then as the reader groups it. */
export function Changes({ report }: { readonly report: ImportReport }): ReactNode {
  const { counts, thresholds, written } = report;
  const rows = changesInFrench(counts, { isConditional: written !== true });
  // Before the plan, nothing is known of it: zeros would say that nothing changes.
  if (thresholds.length === 0 || rows.length === 0) return null;
  return (
    <section aria-labelledby="changes" className="stack">
      <h2 id="changes">{written === true ? 'Ce qui a changé' : 'Ce qui change'}</h2>
      <DataTable
        caption="Changements par nature"
        isCaptionUnseen
        columns={[
          { heading: 'Nature', cell: ({ label }) => label },
          { heading: 'Changements', cell: ({ changes }) => changes.join(', ') },
        ]}
        rows={rows}
        keyOf={({ kind }) => kind}
      />
      <Courses report={report} />
      <PlanGroups report={report} />
    </section>
  );
}

function Courses({ report: { courseChanges } }: { readonly report: ImportReport }): ReactNode {
  const { total, items } = courseChanges;
  if (items.length === 0) return null;
  const others = total - items.length;
  return (
    <details open={items.length <= 12}>
      <summary>Cours par cours ({frenchCount(total, 'changement', 'changements')})</summary>
      <ul className="course-changes">
        {items.map(({ sentence }) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {others > 0 && <p className="small muted">Et {frenchCount(others, 'autre cours', 'autres cours')}.</p>}
    </details>
  );
}
