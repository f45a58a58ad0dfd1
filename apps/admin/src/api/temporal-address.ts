import { CAMPUS_ATTRIBUTE, type Config } from '@timetable/contracts';

interface WantedWorkflows {
  readonly campus: string;
  /** All attempts of this one. */
  readonly importId?: string;
}

/** Temporal's own list of the workflows of a campus or of an import, or of whatever runs; undefined for who may not see them. */
export function workflowsAddress(config: Config | undefined, wanted?: WantedWorkflows): string | undefined {
  if (config?.temporalUiUrl === null || config?.temporalNamespace === null || config === undefined)
    return undefined;
  const root = config.temporalUiUrl.replace(/\/?$/, '/');
  const url = new URL(`namespaces/${encodeURIComponent(config.temporalNamespace)}/workflows`, root);
  url.searchParams.set('query', queryOf(wanted));
  return url.href;
}

function queryOf(wanted: WantedWorkflows | undefined): string {
  if (wanted === undefined) return 'ExecutionStatus="Running"';
  const { campus, importId } = wanted;
  return importId === undefined
    ? `${CAMPUS_ATTRIBUTE}="${campus}"`
    : `WorkflowId STARTS_WITH "import/${campus}/${importId}/"`;
}
