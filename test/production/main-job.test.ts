// The main job, whole, on Temporal as docker-compose.yml runs it.
import { afterAll } from '@jest/globals';
import { describeMainJob } from '../support/main-job.js';
import { RunningProduct } from '../support/product.js';
import {
  NO_PRODUCTION_TEMPORAL,
  startProductionTemporal,
  type StartedTemporal,
} from '../support/production-temporal.js';

let server: StartedTemporal | undefined;

describeMainJob(async (env) => {
  server = await startProductionTemporal();
  return RunningProduct.start({ env: { ...env, TEMPORAL_ADDRESS: server.temporal.address } });
}, NO_PRODUCTION_TEMPORAL);

// After the product's own end.
afterAll(async () => {
  await server?.end();
});
