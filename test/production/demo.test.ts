// `npm run demo` on Temporal as docker-compose.yml runs it: it checks every session by itself.
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { describeWhere } from '@timetable/test-conditions';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { playDemo } from '../support/play-demo.js';
import {
  NO_PRODUCTION_TEMPORAL,
  startProductionTemporal,
  type StartedTemporal,
} from '../support/production-temporal.js';

jest.setTimeout(300_000);

describeWhere('The demonstration on a production-shaped Temporal', NO_PRODUCTION_TEMPORAL, () => {
  let server: StartedTemporal;
  let directory: string;
  beforeAll(async () => {
    [server, directory] = await Promise.all([
      startProductionTemporal(),
      mkdtemp(join(tmpdir(), 'timetable-demo-test-')),
    ]);
  });
  afterAll(async () => {
    await rm(directory, { recursive: true, force: true });
    await server.end();
  });

  it('ends well, with every session there', async () => {
    expect(await playDemo(directory, { TEMPORAL_ADDRESS: server.temporal.address })).toContain(
      'Tout est conforme.',
    );
  });
});
