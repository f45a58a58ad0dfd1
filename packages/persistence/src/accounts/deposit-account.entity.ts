import { defineEntity, p } from '@mikro-orm/postgresql';
import { CampusEntity } from '../campus/campus.entity.js';

/** What an export program signs in with at the deposit door. */
export const DepositAccountEntity = defineEntity({
  name: 'DepositAccount',
  properties: {
    login: p.text().primary(),
    campusCode: p.manyToOne(CampusEntity).mapToPk().fieldName('campus_code'),
    userEntId: p.text(),
    passwordHash: p.text(),
    notify: p.boolean(),
    /** Bumped when the secret changes or the account goes: caches of good credentials are dropped. */
    version: p.integer().default(1),
    createdAt: p.datetime(6).defaultRaw('now()'),
    deletedAt: p.datetime(6).strictNullable(),
    lastUsedAt: p.datetime(6).strictNullable(),
    lastAddress: p.text().strictNullable(),
    lastUserAgent: p.text().strictNullable(),
  },
  checks: [
    { name: 'deposit_account_login_check', property: 'login', expression: `login ~ '^[a-z0-9._-]{1,128}$'` },
  ],
  indexes: [{ name: 'deposit_account_campus', properties: ['campusCode'], where: 'deleted_at IS NULL' }],
});
