import type { SearchAttributePair } from '@temporalio/common';
import type { HandedAttempt } from '@timetable/domain';
import { importWorkflowId, REVISION, SEARCH_ATTRIBUTES, type ImportStart } from '../messages.js';

/** So many establishments are named; a summary has room for 400 bytes. */
const MOST_NAMED = 4;

/** How the workflow of an attempt is started: what an operator reads of it and filters by from the first moment on. */
export interface ImportStartOptions {
  readonly workflowId: string;
  readonly args: [ImportStart];
  readonly workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY';
  readonly staticSummary: string;
  readonly typedSearchAttributes: SearchAttributePair[];
  readonly priority: { readonly priorityKey: number; readonly fairnessKey: string };
}

/** Asked for twice, the same attempt is refused the second time: the workflow is there, or is over. */
export function importStart(campusCode: string, handed: HandedAttempt): ImportStartOptions {
  const { importId, attempt, priority } = handed;
  const input = { campusCode, importId, attempt };
  return {
    workflowId: importWorkflowId(input),
    args: [{ ...input, revision: REVISION }],
    // An attempt that completed is over; one that was terminated before it took charge is started again.
    workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
    staticSummary: importSummary(handed),
    typedSearchAttributes: startAttributesOf(campusCode, handed),
    priority: { priorityKey: priority, fairnessKey: campusCode },
  };
}

/** The line of one import in the Temporal UI. */
export function importSummary({ importId, attempt, origin, establishments }: HandedAttempt): string {
  const how = origin === 'manual' ? 'Import manuel' : 'Dépôt automatique';
  const named = establishments.slice(0, MOST_NAMED).join(', ');
  const others = establishments.length - MOST_NAMED;
  const more = others > 0 ? ` et ${others} de plus` : '';
  const passage = attempt === 1 ? '' : ` · passage n° ${attempt}`;
  return `${how} · ${named}${more}${passage} · ${importId}`;
}

/** What is known of an import when it starts. */
function startAttributesOf(
  campusCode: string,
  { establishments, uais, origin }: Pick<HandedAttempt, 'establishments' | 'uais' | 'origin'>,
): SearchAttributePair[] {
  return [
    { key: SEARCH_ATTRIBUTES.campus, value: campusCode },
    { key: SEARCH_ATTRIBUTES.establishments, value: [...establishments] },
    { key: SEARCH_ATTRIBUTES.uai, value: [...uais] },
    { key: SEARCH_ATTRIBUTES.origin, value: origin },
    { key: SEARCH_ATTRIBUTES.importStatus, value: 'running' },
  ];
}
