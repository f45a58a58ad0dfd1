import { defineEntity, p } from '@mikro-orm/postgresql';

/** A deposit whose recording was given up: a statement still on its way then records nothing. */
export const AbandonedDepositEntity = defineEntity({
  name: 'AbandonedDeposit',
  properties: {
    id: p.uuid().primary(),
    abandonedAt: p.datetime(6).defaultRaw('now()'),
  },
});
