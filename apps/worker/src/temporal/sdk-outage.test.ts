import { describe, expect, it } from '@jest/globals';
import { isOutage } from './sdk-outage.js';

const CONNECT_ERROR =
  'code: \'The service is currently unavailable\', message: "tcp connect error", source: tonic::transport::Error(…)';

describe('a line of the Temporal SDK', () => {
  it.each([
    ['WARN', 'gRPC call poll_workflow_task_queue retried 6 times', {}, true],
    ['WARN', 'Error while completing workflow activation', { error: CONNECT_ERROR }, true],
    ['ERROR', 'Error while completing workflow activation', { error: 'Timeout expired' }, true],
    ['INFO', 'gRPC call retried', {}, false],
    ['WARN', 'Activity failed', { error: new Error('connection refused') }, false],
    ['ERROR', 'Workflow task failed', { error: 'nondeterminism' }, false],
    ['ERROR', 'Workflow task failed', undefined, false],
  ] as const)('%s « %s » %j: about an outage: %s', (level, message, meta, expected) => {
    expect(isOutage(level, message, meta)).toBe(expected);
  });
});
