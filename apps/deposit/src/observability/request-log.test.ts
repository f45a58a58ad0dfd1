import { expect, it } from '@jest/globals';
import { logOptions } from '@timetable/runtime';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { pino } from 'pino';
import { refusals } from '../http/refusal.js';
import { DoorMetrics } from './door-metrics.js';
import { RequestLog } from './request-log.js';

it('tells what is away once, however many it refuses, and each defect', () => {
  const lines: string[] = [];
  const none = (): number => 0;
  const log = new RequestLog(
    pino(logOptions({ name: 'deposit', level: 'info' }), { write: (line) => lines.push(line) }),
    new DoorMetrics({
      trees: none,
      locks: none,
      uploads: none,
      databaseConnections: () => ({ total: 0, idle: 0, waiting: 0 }),
    }),
  );
  const request = new IncomingMessage(new Socket());
  for (let i = 0; i < 5; i += 1) log.refused(request, refusals.unavailable(new Error('no answer')));
  expect(lines).toHaveLength(1);
  for (let i = 0; i < 2; i += 1) log.refused(request, refusals.defect(new Error('a mistake')));
  expect(lines).toHaveLength(3);
});
