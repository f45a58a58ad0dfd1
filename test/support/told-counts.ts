import { Client, Connection } from '@temporalio/client';
import type { ImportDetail } from '@timetable/contracts';
import { importWorkflowIdPrefix } from '@timetable/workflows/messages';
import { at } from './json-at.js';
import type { ProductCampus } from './product-campus.js';
import type { RunningProduct } from './product.js';

/** What becomes of sessions, in the words of the plan, of counts and of people. */
const BECOMES = [
  ['created', 'sessionsCreated', 'créée'],
  ['modified', 'sessionsModified', 'modifiée'],
  ['moved', 'sessionsMoved', 'déplacée'],
  ['cancelled', 'sessionsCancelled', 'annulée'],
  ['revived', 'sessionsRevived', 'rétablie'],
] as const;

/** Those that tell what the steps have done, which is nothing of sessions while an import is held. */
export const TELL_STEPS = ['steps of the list', 'live events', 'details in Temporal'];

/** What goes when an import is superseded, of which the summary stays. */
export const ROWS = 'rows of the plan';

/** Sessions by what becomes of them; what becomes of none is left out. */
export type SessionCounts = Readonly<Record<string, number>>;

/** What each place that tells of an import says of its sessions, by the name of the place. */
export async function toldCounts(
  product: RunningProduct,
  campus: ProductCampus,
  { id, status, counts, fileName }: ImportDetail,
): Promise<Readonly<Record<string, SessionCounts>>> {
  const read = (path: string) => campus.call('GET', `/imports/${id}/${path}`);
  const { steps } = await campus.row(fileName);
  const { body: page } = await campus.page(`/imports/${id}/report`);
  const { body: summary } = await read('plan/summary?by=kind');
  return {
    import: ofCounts(counts),
    'steps of the list': ofCounts(Object.fromEntries(steps.flatMap((step) => Object.entries(step.counts)))),
    report: ofCounts((await product.api.report(id)).counts),
    'report page': ofText(/<th[^>]*>Séances<\/th>\s*<td[^>]*>(.*?)<\/td>/s.exec(String(page))?.[1] ?? ''),
    'summary of the plan': ofSummary(summary),
    [ROWS]: await ofRows(read),
    'live events': await ofEvents(product, id, status),
    'details in Temporal': await ofDetails(product, campus.code, id),
  };
}

const kept = (pairs: readonly (readonly [string, number])[]): SessionCounts =>
  Object.fromEntries(pairs.filter(([, count]) => count > 0));

const ofCounts = (counts: Readonly<Record<string, number>>): SessionCounts =>
  kept(BECOMES.map(([type, name]) => [type, counts[name] ?? 0]));

/** « 12 séances déplacées, 1 annulée », in whatever tense. */
const ofText = (text: string): SessionCounts =>
  kept(
    BECOMES.map(([type, , participle]) => {
      const [, count = ''] =
        new RegExp(String.raw`(\d[\d\s]*) (?:séances? )?(?:serai(?:en)?t )?${participle}s?\b`).exec(text) ??
        [];
      return [type, Number(count.replaceAll(/\s/g, ''))];
    }),
  );

function ofSummary(summary: unknown): SessionCounts {
  const items = at(summary, 'items');
  const sessions = Array.isArray(items)
    ? items.map((item: unknown) => item).find((item) => at(item, 'key') === 'session')
    : undefined;
  return kept(BECOMES.map(([type]) => [type, Number(at(sessions, `counts.${type}`) ?? 0)]));
}

async function ofRows(read: (path: string) => Promise<{ readonly body: unknown }>): Promise<SessionCounts> {
  const totals = BECOMES.map(async ([type]) => {
    const { body } = await read(`plan?kind=session&change=${type}&limit=1`);
    return [type, Number(at(body, 'total'))] as const;
  });
  return kept(await Promise.all(totals));
}

async function ofEvents(product: RunningProduct, id: string, status: string): Promise<SessionCounts> {
  const counts: Record<string, number> = {};
  const leaving = new AbortController();
  for await (const { type, data } of product.api.events(id, leaving.signal)) {
    if (type === 'step') Object.assign(counts, at(data, 'counts'));
    if (type === 'status' && at(data, 'status') === status) break;
  }
  leaving.abort();
  return ofCounts(counts);
}

/** Of the last attempt, as the Temporal UI shows it. */
async function ofDetails(
  product: RunningProduct,
  campusCode: string,
  importId: string,
): Promise<SessionCounts> {
  const { temporalAddress, temporalNamespace } = product.description;
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    const client = new Client({ connection, namespace: temporalNamespace });
    const query = `WorkflowId STARTS_WITH "${importWorkflowIdPrefix({ campusCode, importId })}"`;
    const attempts: { id: string; at: number }[] = [];
    for await (const { workflowId, startTime } of client.workflow.list({ query }))
      attempts.push({ id: workflowId, at: startTime.getTime() });
    const last = attempts.toSorted((one, other) => other.at - one.at)[0];
    if (last === undefined) throw new Error(`No workflow of ${importId}.`);
    const details: unknown = await client.workflow.getHandle(last.id).query('__temporal_workflow_metadata');
    return ofText(JSON.stringify(details));
  } finally {
    await connection.close();
  }
}
