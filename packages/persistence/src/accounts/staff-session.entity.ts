import { defineEntity, p } from '@mikro-orm/postgresql';
import { StaffAccountEntity } from './staff-account.entity.js';

/** A person signed in somewhere: what their token names, and is worth nothing without. */
export const StaffSessionEntity = defineEntity({
  name: 'AccountSession',
  properties: {
    id: p.uuid().primary().defaultRaw('gen_random_uuid()'),
    login: p.manyToOne(StaffAccountEntity).mapToPk().fieldName('login').deleteRule('cascade'),
    createdAt: p.datetime(6),
    expiresAt: p.datetime(6),
    /** What the provider of identities calls its own session, empty when it does not say; null: opened by password. */
    providerSession: p.text().strictNullable(),
  },
  indexes: [{ name: 'account_session_login', properties: ['login', 'createdAt'] }],
});
