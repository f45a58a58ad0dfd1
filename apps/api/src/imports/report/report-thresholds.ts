import type { ImportReport } from '@timetable/contracts';
import { THRESHOLD_GROUP_LABELS, verdictLabel } from '@timetable/domain';
import { html, type Html } from '../html.js';
import { tableSection } from './report-table.js';

type Verdict = ImportReport['thresholds'][number];

const HEADINGS = ['Seuil', 'Verdict', 'Mesure'];

/** The school's thresholds, then the protections: in each, what is exceeded, blocking first; the others are folded. */
export const thresholds = ({ thresholds: verdicts }: ImportReport): Html =>
  html`${Object.entries(THRESHOLD_GROUP_LABELS).map(([group, title]) => {
    const ordered = verdicts
      .filter((verdict) => verdict.group === group)
      .toSorted((a, b) => rank(a) - rank(b));
    const rowsWhere = (isExceeded: boolean) =>
      ordered
        .filter(({ exceeded }) => exceeded === isExceeded)
        .map((verdict) => [verdict.label, verdictLabel(verdict), verdict.sentence]);
    return html`${tableSection(title, { headings: HEADINGS, rows: rowsWhere(true) })}
    ${tableSection(`${title} sans dépassement`, { headings: HEADINGS, rows: rowsWhere(false), isFolded: true })}`;
  })}`;

function rank({ exceeded, blocking, judged }: Verdict): number {
  if (exceeded) return blocking ? 0 : 1;
  return judged ? 2 : 3;
}
