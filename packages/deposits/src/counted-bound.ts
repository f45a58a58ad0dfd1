import type { DepositLimits, DepositObstacleReason } from '@timetable/domain';
import type { DepositsBeforeRepository } from '@timetable/persistence';
import type { DepositBound } from './deposit.service.js';
import { RefusedDeposits, type RefusalLog } from './refused-deposits.js';

export interface CountedBoundParts {
  readonly limits: DepositLimits;
  readonly deposits: Pick<DepositsBeforeRepository, 'before' | 'noteRefusal'>;
  readonly log: RefusalLog;
  /** Called for every refusal, for a figure. */
  readonly onRefused?: (reason: DepositObstacleReason) => void;
}

/** The limits, held to what the database knows of, and operators told of what they refuse. */
export function countedBound({ limits, deposits, log, onRefused }: CountedBoundParts): DepositBound {
  const refused = new RefusedDeposits(deposits, log);
  return {
    limits,
    before: (...who) => deposits.before(...who),
    onRefused: (who, { reason }, at) => {
      onRefused?.(reason);
      refused.note({ ...who, reason, at });
    },
  };
}
