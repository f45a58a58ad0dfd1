import type { PlanSummaryQuery, PlanSummaryRow } from '@timetable/contracts';
import { SUMMARISED_CHANGES } from '@timetable/domain';
import type { Column } from '../http/table.js';

type Grouping = PlanSummaryQuery['by'];

/** « Plan d’import d’EDT_2026, par classe ». */
export const GROUPING_LABELS: Readonly<Record<Grouping, string>> = {
  kind: 'par nature',
  class: 'par classe',
  teacher: 'par enseignant',
  subject: 'par matière',
  week: 'par semaine',
};

const FIRST_HEADINGS: Readonly<Record<Grouping, string>> = {
  kind: 'Nature',
  class: 'Classe',
  teacher: 'Enseignant',
  subject: 'Matière',
  week: 'Semaine',
};

/** A column for each thing that may become of what is counted, then the sentence that says them. */
export const summaryColumns = (by: Grouping): readonly Column<PlanSummaryRow>[] => [
  { header: FIRST_HEADINGS[by], cell: ({ label }) => label },
  ...SUMMARISED_CHANGES.map(({ type, heading }) => ({
    header: heading,
    cell: ({ counts }: PlanSummaryRow) => counts[type] ?? 0,
  })),
  { header: 'Total', cell: ({ total }) => total },
  { header: 'En clair', cell: ({ sentence }) => sentence },
];
