import { frenchInstant } from '@timetable/domain';
import type { ImportReport } from '@timetable/contracts';
import { html, type Html } from '../html.js';

/** What is no longer kept, and why: nobody looks for what is gone. */
export function erased({ personalDataErasedAt, planErasedAt, planLinesGone, timeZone }: ImportReport): Html {
  if (personalDataErasedAt !== null) {
    return html`<p class="small">
      Les données personnelles de cet import ont été effacées le
      ${frenchInstant(new Date(personalDataErasedAt), timeZone)}, son année scolaire étant terminée. Les
      totaux restent.
    </p>`;
  }
  if (planErasedAt !== null) {
    return html`<p class="small">
      Le détail de cet import (lignes du plan, problèmes un par un) a été effacé le
      ${frenchInstant(new Date(planErasedAt), timeZone)}. Les totaux restent.
    </p>`;
  }
  return planLinesGone === null ? html`` : html`<p class="small">${planLinesGone}</p>`;
}
