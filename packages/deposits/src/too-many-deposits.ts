import { depositObstacleMessage, type DepositLimits, type DepositObstacle } from '@timetable/domain';

/** Thrown instead of a deposit that comes too soon: nothing of it is kept. The message is the French sentence for its sender. */
export class TooManyDeposits extends Error {
  override readonly name = 'TooManyDeposits';

  constructor(
    readonly obstacle: DepositObstacle,
    limits: DepositLimits,
  ) {
    super(depositObstacleMessage(obstacle, limits));
  }
}
