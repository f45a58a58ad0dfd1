import { isGrpcServiceError, type Connection } from '@temporalio/client';
import { NotReady } from '@timetable/runtime';
import { SEARCH_ATTRIBUTES } from '@timetable/workflows/messages';

/** What is wrong with Temporal, if anything: no import starts, until it is mended. */
export const TEMPORAL_READINESS = [
  'ready',
  'unreachable',
  'namespace_missing',
  'search_attributes_missing',
] as const;
export type TemporalReadiness = (typeof TEMPORAL_READINESS)[number];

/** NOT_FOUND. */
const UNKNOWN_NAMESPACE: ReadonlySet<number> = new Set([5]);
/** Of a cluster that keeps operators' calls from us: PERMISSION_DENIED, UNIMPLEMENTED. */
const NOT_FOR_US: ReadonlySet<number> = new Set([7, 12]);

/** Never throws: not to answer is an answer. */
export async function temporalReadiness(
  { workflowService, operatorService }: Pick<Connection, 'workflowService' | 'operatorService'>,
  namespace: string,
): Promise<TemporalReadiness> {
  try {
    await workflowService.describeNamespace({ namespace });
    const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
    const isMissing = Object.values(SEARCH_ATTRIBUTES).some(({ name }) => !(name in customAttributes));
    return isMissing ? 'search_attributes_missing' : 'ready';
  } catch (error) {
    if (!isGrpcServiceError(error)) return 'unreachable';
    if (NOT_FOR_US.has(error.code)) return 'ready';
    return UNKNOWN_NAMESPACE.has(error.code) ? 'namespace_missing' : 'unreachable';
  }
}

/** @throws NotReady with what is wrong */
export async function checkTemporal(temporal: { readiness(): Promise<TemporalReadiness> }): Promise<void> {
  const readiness = await temporal.readiness();
  if (readiness !== 'ready') throw new NotReady(readiness);
}
