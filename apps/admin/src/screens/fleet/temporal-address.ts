import { CAMPUS_ATTRIBUTE, type Config } from '@timetable/contracts';

/** Temporal's own list of a campus's workflows, or of whatever runs; undefined for who may not see them. */
export function workflowsAddress(
  config: Config | undefined,
  { campus }: { readonly campus?: string } = {},
): string | undefined {
  if (config?.temporalUiUrl === null || config?.temporalNamespace === null || config === undefined)
    return undefined;
  const root = config.temporalUiUrl.replace(/\/?$/, '/');
  const url = new URL(`namespaces/${encodeURIComponent(config.temporalNamespace)}/workflows`, root);
  url.searchParams.set(
    'query',
    campus === undefined ? 'ExecutionStatus="Running"' : `${CAMPUS_ATTRIBUTE}="${campus}"`,
  );
  return url.href;
}
