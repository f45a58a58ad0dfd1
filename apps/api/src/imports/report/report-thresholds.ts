import type { ImportReport } from '@timetable/contracts';
import { THRESHOLD_GROUP_LABELS, verdictLabel } from '@timetable/domain';
import { html, type Html } from '../html.js';
import { tableSection } from './report-table.js';

type Verdict = ImportReport['thresholds'][number];

/** The school's thresholds, then the protections: in each, what is exceeded first, what was not judged last. */
export const thresholds = ({ thresholds: verdicts }: ImportReport): Html =>
  html`${Object.entries(THRESHOLD_GROUP_LABELS).map(([group, title]) =>
    tableSection(title, {
      headings: ['Seuil', 'Verdict', 'Mesure'],
      rows: inReadingOrder(verdicts.filter((verdict) => verdict.group === group)).map((verdict) => [
        verdict.label,
        verdictLabel(verdict),
        verdict.sentence,
      ]),
    }),
  )}`;

const inReadingOrder = (verdicts: readonly Verdict[]): Verdict[] =>
  verdicts.toSorted((a, b) => rank(a) - rank(b));

function rank({ exceeded, blocking, judged }: Verdict): number {
  if (exceeded) return blocking ? 0 : 1;
  return judged ? 2 : 3;
}
