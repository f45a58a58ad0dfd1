import { describe, expect, it } from '@jest/globals';
import type { Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '@timetable/workflows/messages';
import { checkTemporal, temporalReadiness } from './temporal-readiness.js';

type Asked = Pick<Connection, 'workflowService' | 'operatorService'>;

const ATTRIBUTES = Object.fromEntries(Object.values(SEARCH_ATTRIBUTES).map(({ name }) => [name, 2]));

/** As the SDK's own errors: known by a code and two more fields. */
const grpc = (code: number): Error =>
  Object.assign(new Error(`gRPC status ${code}`), { code, details: '', metadata: {} });

function cluster({ namespace = {}, attributes = ATTRIBUTES }: { namespace?: object; attributes?: object }) {
  const answer = (value: object) => () =>
    value instanceof Error ? Promise.reject(value) : Promise.resolve(value);
  const fake: unknown = {
    workflowService: { describeNamespace: answer(namespace) },
    operatorService: {
      listSearchAttributes: answer(
        attributes instanceof Error ? attributes : { customAttributes: attributes },
      ),
    },
  };
  return fake;
}

const isAsked = (value: unknown): value is Asked => value !== null;

async function readinessOf(state: Parameters<typeof cluster>[0]): Promise<string> {
  const asked = cluster(state);
  if (!isAsked(asked)) throw new TypeError('no cluster');
  return temporalReadiness(asked, 'default');
}

const { [SEARCH_ATTRIBUTES.campus.name]: _campus, ...WITHOUT_CAMPUS } = ATTRIBUTES;

describe('what imports need of Temporal', () => {
  it.each([
    ['is there', {}, 'ready'],
    ['lacks its namespace', { namespace: grpc(5) }, 'namespace_missing'],
    ['lacks a search attribute', { attributes: WITHOUT_CAMPUS }, 'search_attributes_missing'],
    ['may not be asked for by us', { attributes: grpc(7) }, 'ready'],
    ['may not be asked for at all', { namespace: grpc(12) }, 'ready'],
    ['does not answer', { namespace: grpc(14) }, 'unreachable'],
    ['fails in another way', { attributes: new Error('cut') }, 'unreachable'],
  ])('%s', async (_, state, readiness) => {
    expect(await readinessOf(state)).toBe(readiness);
  });

  it('is a reason not to be ready', async () => {
    const temporal = (readiness: 'ready' | 'unreachable') => ({
      readiness: () => Promise.resolve(readiness),
    });
    await expect(checkTemporal(temporal('ready'))).resolves.toBeUndefined();
    await expect(checkTemporal(temporal('unreachable'))).rejects.toThrow('unreachable');
  });
});
