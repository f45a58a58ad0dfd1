import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { findTemporalCli } from '@timetable/embedded';
import { SEARCH_ATTRIBUTES } from '@timetable/workflows/messages';
import { fileURLToPath } from 'node:url';

Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: 'ERROR', forward: {} } },
  shutdownSignals: [],
});

/**
 * A Temporal development server of one's own, in memory, with our search attributes: in `beforeAll`, torn down in
 * `afterAll`.
 * @param dynamicConfig server settings to change, e.g. `{ 'limit.historyCount.suggestContinueAsNew': '40' }`
 */
export async function startTemporal(
  dynamicConfig: Readonly<Record<string, string>> = {},
): Promise<TestWorkflowEnvironment> {
  const dataDirectory = fileURLToPath(new URL('../../.data', import.meta.url));
  const path = await findTemporalCli({ env: process.env, dataDirectory });
  return TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path },
      searchAttributes: Object.values(SEARCH_ATTRIBUTES),
      extraArgs: Object.entries({ 'matching.enableFairness': 'true', ...dynamicConfig }).flatMap(
        ([key, value]) => ['--dynamic-config-value', `${key}=${value}`],
      ),
    },
  });
}
