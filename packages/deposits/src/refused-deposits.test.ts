import { expect, it } from '@jest/globals';
import type { DepositRefusalNote } from '@timetable/persistence';
import { setImmediate } from 'node:timers/promises';
import { RefusedDeposits } from './refused-deposits.js';

const note = (accountLogin: string): DepositRefusalNote => ({
  campusCode: 'jaures',
  accountLogin,
  reason: 'account_rate',
  at: new Date('2026-09-14T08:00:00Z'),
});

it('writes one line for a storm of refusals, and names nobody in the log', async () => {
  const noted: string[] = [];
  const lines: unknown[] = [];
  const refused = new RefusedDeposits(
    {
      noteRefusal: ({ accountLogin }) => {
        noted.push(accountLogin);
        return Promise.resolve(true);
      },
    },
    { warn: (facts) => lines.push(facts) },
  );
  for (let index = 0; index < 500; index += 1) refused.note(note('emp.marie.curie'));
  refused.note(note('emp.other'));
  await setImmediate();
  expect(noted).toEqual(['emp.marie.curie', 'emp.other']);
  expect(lines).toHaveLength(2);
  expect(JSON.stringify(lines)).not.toContain('marie');
});
