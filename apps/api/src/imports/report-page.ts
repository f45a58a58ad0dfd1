import type { ImportReport } from '@timetable/contracts';
import { frenchSpacing } from '@timetable/domain';
import { html } from './html.js';
import { changes } from './report/report-changes.js';
import { decisions, facts, steps, technicalFacts } from './report/report-history.js';
import { erased } from './report/report-erased.js';
import { outcome } from './report/report-outcome.js';
import { absent, replaced, unmatched } from './report/report-names.js';
import { problems } from './report/report-problems.js';
import { REPORT_STYLE } from './report/report-style.js';
import { thresholds } from './report/report-thresholds.js';

/** The bilan as a page of its own: readable without style or script, by a screen reader, on a telephone and on paper. */
export function reportPage(report: ImportReport): string {
  const head = html`<!doctype html>
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Bilan d’import : ${report.statusLabel} – ${report.fileName}</title>
        ${html.raw(`<style>${REPORT_STYLE}</style>`)}
      </head>
    </html>`;
  const body = html`<body>
        <main>
          <h1>Bilan d’import : ${report.statusLabel.replace(/^Import /, '').toLowerCase()}</h1>
          <p class="school">${schoolOf(report)}</p>
          ${outcome(report)} ${erased(report)} ${facts(report)} ${thresholds(report)} ${changes(report)} ${unmatched(report)} ${absent(report)} ${replaced(report)}
          ${problems(report)} ${decisions(report)} ${steps(report)} ${technicalFacts(report)}
        </main>
      </body>
    </html>`;
  return head.text + frenchSpacing(body.text);
}

/** The establishment by its own name; the campus too, where it has another. */
function schoolOf({ campusName, establishment, establishments }: ImportReport): string {
  const names = establishments.map(({ name }) => name);
  if (establishment !== null || names.length === 1) {
    const [name = campusName] = names;
    return name === campusName ? name : `${name} (${campusName})`;
  }
  return `${campusName} : tous les établissements (${names.join(', ')})`;
}
