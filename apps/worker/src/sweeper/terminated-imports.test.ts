import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { TerminatedImports } from './terminated-imports.js';

describe('TerminatedImports', () => {
  it('ends what somebody terminated, and leaves to the sweeper what went with its coordinator', async () => {
    const ended: unknown[] = [];
    const imports = {
      interruptTerminated: (attempt: unknown, now: Date) => {
        ended.push([attempt, now]);
        return Promise.resolve(true);
      },
    };
    const mine = { importId: 'a', attempt: 2, isWithParent: false };
    const temporal = {
      terminatedSince: () => Promise.resolve([mine, { importId: 'b', attempt: 1, isWithParent: true }]),
    };
    const now = new Date('2026-11-24T08:00:00Z');
    const clock = { now: () => now };
    await new TerminatedImports(imports, temporal, clock, pino({ level: 'silent' })).notice();
    expect(ended).toEqual([[mine, now]]);
  });
});
