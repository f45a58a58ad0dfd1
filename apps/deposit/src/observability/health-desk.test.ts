import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { HealthDesk, type Dependency } from './health-desk.js';
import { Metrics } from './metrics.js';

const ok: Dependency = { check: () => Promise.resolve() };
const failing: Dependency = { check: () => Promise.reject(new Error('refused')) };
const hanging: Dependency = { check: () => new Promise(() => undefined) };

const deskOf = (database: Dependency, storage: Dependency): HealthDesk =>
  new HealthDesk(
    { database, storage },
    new Metrics({
      trees: () => 0,
      locks: () => 0,
      databaseConnections: () => ({ total: 0, idle: 0, waiting: 0 }),
    }),
  );

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

describe('the health desk', () => {
  it('says of each thing the door needs whether it answers', async () => {
    expect(await deskOf(ok, ok).answer(['readyz'])).toMatchObject({
      status: 200,
      body: '{"status":"ok","dependencies":{"database":"ok","storage":"ok"}}',
    });
    expect(await deskOf(ok, failing).answer(['readyz'])).toMatchObject({
      status: 503,
      body: '{"status":"unavailable","dependencies":{"database":"ok","storage":"failing"}}',
    });
  });

  it('answers although one of them does not, and tells which', async () => {
    const answer = deskOf(hanging, ok).answer(['readyz']);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(await answer).toMatchObject({
      status: 503,
      body: '{"status":"unavailable","dependencies":{"database":"failing","storage":"ok"}}',
    });
  });

  it('says that the process is alive whatever the rest does, and not ready once it stops', async () => {
    expect(await deskOf(hanging, hanging).answer(['healthz'])).toMatchObject({ status: 200 });
    const desk = deskOf(ok, ok);
    desk.stop();
    expect(await desk.answer(['readyz'])).toMatchObject({ status: 503 });
  });
});
