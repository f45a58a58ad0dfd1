import type { ImportReport } from '@timetable/contracts';
import { html, type Html } from '../html.js';
import { tableSection } from './report-table.js';

type Verdict = ImportReport['thresholds'][number];

/** What is exceeded first, what was not judged last. */
export const thresholds = ({ thresholds: verdicts }: ImportReport): Html =>
  html`${tableSection('Seuils', {
    headings: ['Seuil', 'Verdict', 'Mesure'],
    rows: inReadingOrder(verdicts).map((verdict) => [verdict.label, verdictOf(verdict), verdict.sentence]),
  })}`;

const inReadingOrder = (verdicts: readonly Verdict[]): Verdict[] =>
  verdicts.toSorted((a, b) => rank(a) - rank(b));

function rank({ exceeded, blocking, judged }: Verdict): number {
  if (exceeded) return blocking ? 0 : 1;
  return judged ? 2 : 3;
}

function verdictOf({ exceeded, blocking, judged }: Verdict): string {
  if (exceeded) return blocking ? 'Dépassé (bloquant)' : 'Dépassé (alerte)';
  return judged ? 'Respecté' : 'Non applicable';
}
