import type { DepositLimits, DepositObstacleReason } from '@timetable/domain';
import type { Depositing, DepositsBeforeRepository } from '@timetable/persistence';
import { Batcher } from '@timetable/runtime';
import type { DepositBound } from './deposit.service.js';
import { RefusedDeposits, type RefusalLog } from './refused-deposits.js';

export interface CountedBoundParts {
  readonly limits: DepositLimits;
  readonly deposits: Pick<DepositsBeforeRepository, 'before' | 'noteRefusal'>;
  readonly log: RefusalLog;
  /** Called for every refusal, for a figure. */
  readonly onRefused?: (reason: DepositObstacleReason) => void;
}

interface Question {
  readonly who: Depositing;
  readonly now: Date;
}

/**
 * The limits, held to what the database knows of, and operators told of what they refuse. Those who ask at the same time are
 * answered together, by the clock of the last.
 */
export function countedBound({ limits, deposits, log, onRefused }: CountedBoundParts): DepositBound {
  const refused = new RefusedDeposits(deposits, log);
  const counts = new Batcher((asked: readonly Question[]) =>
    deposits.before(
      asked.map(({ who }) => who),
      limits,
      new Date(Math.max(...asked.map(({ now }) => now.getTime()))),
    ),
  );
  return {
    limits,
    before: async (who, now) => {
      const before = await counts.run({ who, now });
      if (before === undefined) throw new Error('the deposits before were not counted');
      return before;
    },
    onRefused: (who, { reason }, at) => {
      onRefused?.(reason);
      refused.note({ ...who, reason, at });
    },
  };
}
