/** The attribute that every import's workflow carries. */
const CAMPUS_ATTRIBUTE = 'Campus';

const workflows = (uiUrl: string, query: string): string => {
  const url = new URL('namespaces/default/workflows', uiUrl.endsWith('/') ? uiUrl : `${uiUrl}/`);
  url.searchParams.set('query', query);
  return url.href;
};

/** The list of a campus's workflows in Temporal's own pages. */
export const campusWorkflows = (uiUrl: string, campus: string): string =>
  workflows(uiUrl, `${CAMPUS_ATTRIBUTE}="${campus}"`);

/** Everything that runs. */
export const runningWorkflows = (uiUrl: string): string => workflows(uiUrl, 'ExecutionStatus="Running"');
