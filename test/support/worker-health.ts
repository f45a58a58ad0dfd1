import { expect } from '@jest/globals';
import type { TemporalReadiness } from '@timetable/temporal';
import { z } from 'zod';
import { until } from './until.js';

const READINESS = z.object({ details: z.object({ temporal: z.unknown() }) });

/** What watches a worker sees that Temporal is away, and why: in its figures and in its readiness. */
export async function seesTemporalAway(workerUrl: string, reason: TemporalReadiness): Promise<void> {
  await until(
    async () => {
      const metrics = await (await fetch(`${workerUrl}/metrics`)).text();
      return metrics.includes(`timetable_temporal_state{state="${reason}"} 1`) || undefined;
    },
    { timeoutMs: 90_000, what: reason },
  );
  const answer = await fetch(`${workerUrl}/readyz`);
  const { details } = READINESS.parse(await answer.json());
  expect([answer.status, details.temporal]).toEqual([503, { status: 'down', reason }]);
}

export const isWorkerReady = (workerUrl: string): Promise<true> =>
  until(
    async () => {
      const answer = await fetch(`${workerUrl}/readyz`).catch(() => undefined);
      return answer?.ok === true ? true : undefined;
    },
    { timeoutMs: 90_000, what: 'the readiness of the worker' },
  );
