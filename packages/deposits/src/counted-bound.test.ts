import { expect, it } from '@jest/globals';
import type { DepositsBefore } from '@timetable/domain';
import type { Depositing } from '@timetable/persistence';
import { countedBound } from './counted-bound.js';

const LIMITS = { perAccountAnHour: 5, perCampusAnHour: 5, waitingPerCampus: 5 };
const NOW = new Date('2026-09-14T08:00:00Z');
const LATER = new Date('2026-09-14T08:00:01Z');
const who = (accountLogin: string): Depositing => ({
  campusCode: 'jaures',
  accountLogin,
  origin: 'automatic',
});

it('asks once for uploads that begin while a question is under way, by the clock of the last', async () => {
  const asked: { readonly logins: readonly string[]; readonly now: Date }[] = [];
  const bound = countedBound({
    limits: LIMITS,
    deposits: {
      before: (depositing, _limits, now) => {
        asked.push({ logins: depositing.map(({ accountLogin }) => accountLogin), now });
        const counted = (waiting: number): DepositsBefore => ({
          accountLimitReachedBy: null,
          campusLimitReachedBy: null,
          waiting,
        });
        return Promise.resolve(depositing.map((_, place) => counted(place)));
      },
      noteRefusal: () => Promise.resolve(true),
    },
    log: { warn: () => undefined },
  });
  const answers = await Promise.all([
    bound.before(who('emp.a'), NOW),
    bound.before(who('emp.b'), LATER),
    bound.before(who('emp.c'), NOW),
  ]);
  expect(asked).toEqual([
    { logins: ['emp.a'], now: NOW },
    { logins: ['emp.b', 'emp.c'], now: LATER },
  ]);
  expect(answers.map(({ waiting }) => waiting)).toEqual([0, 0, 1]);
});
