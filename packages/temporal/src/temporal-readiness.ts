import type { Connection } from '@temporalio/client';
import { NotReady } from '@timetable/runtime';
import { isNotForUs, isNotThere } from './grpc-failures.js';
import { missingSearchAttributes } from './missing-search-attributes.js';

/** What is wrong with Temporal, if anything: no import starts, until it is mended. */
export const TEMPORAL_READINESS = [
  'ready',
  'unreachable',
  'namespace_missing',
  'search_attributes_missing',
] as const;
export type TemporalReadiness = (typeof TEMPORAL_READINESS)[number];

/** Never throws: not to answer is an answer. */
export async function temporalReadiness(
  connection: Pick<Connection, 'workflowService' | 'operatorService'>,
  namespace: string,
): Promise<TemporalReadiness> {
  try {
    await connection.workflowService.describeNamespace({ namespace });
    const missing = await missingSearchAttributes(connection, namespace);
    return missing === undefined || missing.length === 0 ? 'ready' : 'search_attributes_missing';
  } catch (error) {
    if (isNotForUs(error)) return 'ready';
    return isNotThere(error) ? 'namespace_missing' : 'unreachable';
  }
}

/** @throws NotReady with what is wrong */
export async function checkTemporal(temporal: { readiness(): Promise<TemporalReadiness> }): Promise<void> {
  const readiness = await temporal.readiness();
  if (readiness !== 'ready') throw new NotReady(readiness);
}
