import type { ImportReport } from '@timetable/contracts';
import {
  capitalised,
  DECISION_LABELS,
  isIntegrated,
  NOTHING_WRITTEN,
  UP_TO_DATE,
  frenchInstant,
} from '@timetable/domain';
import { html, type Html } from '../html.js';

/** First on the page: what happened, whether the ENT has changed, who must act, and why a person decided so. */
export function outcome(report: ImportReport): Html {
  const last = report.decisions.at(-1);
  const isLastWord = last !== undefined && ['refused', 'cancelled'].includes(report.status);
  return html`<div class="outcome ${tone(report)}" role="status">
    ${isIntegrated(report.status) ? html`<p>${UP_TO_DATE}</p>` : html``}
    ${report.message === null || isLastWord ? html`` : html`<p>${report.message}</p>`}
    ${last !== undefined && isLastWord ? decision(last, report.timeZone) : html``} ${running(report)}
    ${newer(report)} ${report.written === false ? html`<p><strong>${NOTHING_WRITTEN}</strong></p>` : html``}
    <p class="actor">${report.nextStep}</p>
  </div>`;
}

/** Where to look, of an import that a newer one replaced. The page's own address ends with « <id>/report ». */
const newer = ({ supersededBy }: ImportReport): Html =>
  supersededBy === null
    ? html``
    : html`<p class="screen">
        <a href="../${supersededBy}/report">Voir le bilan du dépôt qui l’a remplacé</a>
      </p>`;

/** What is being done, while it is. */
function running({ status, steps }: ImportReport): Html {
  const step = steps.find(({ state }) => state === 'running');
  if (status !== 'running' || step === undefined) return html``;
  return html`<p>Étape en cours : ${step.label.toLowerCase()}.</p>`;
}

function tone({ status, nextActor }: ImportReport): string {
  if (nextActor !== 'nobody') return 'alert';
  return status === 'integrated' ? 'good' : '';
}

function decision(
  { decision: code, by, at, reason }: ImportReport['decisions'][number],
  timeZone: string,
): Html {
  const why =
    reason === null || reason === ''
      ? 'Aucun motif n’a été donné.'
      : `Motif : « ${reason.replace(/\.$/, '')} ».`;
  return html`<p>
    ${capitalised(DECISION_LABELS[code])} par ${by} le ${frenchInstant(new Date(at), timeZone)}. ${why}
  </p>`;
}
