import { defineEntity, p } from '@mikro-orm/postgresql';
import type { MailPreference, StaffRole } from '@timetable/domain';
import { CampusEntity } from '../campus/campus.entity.js';
import { closedSet } from '../closed-set.js';

/** A person who signs in to the console or the API. */
export const StaffAccountEntity = defineEntity({
  name: 'Account',
  properties: {
    login: p.text().primary(),
    name: p.text(),
    passwordHash: p.text(),
    role: p.enum(closedSet<StaffRole>({ operator: true, manager: true, viewer: true })),
    /** null for an operator, and only for one. */
    campusCode: p
      .manyToOne(CampusEntity)
      .mapToPk()
      .fieldName('campus_code')
      .strictNullable()
      .deleteRule('no action'),
    /** Where the person is written to; null: nowhere. */
    email: p.text().strictNullable(),
    mailPreference: p.enum(closedSet<MailPreference>({ at_once: true, daily_digest: true, never: true })),
    /** What browsers in which the person signed in are known by: another with each password. */
    deviceKey: p.uuid().defaultRaw('gen_random_uuid()'),
    createdAt: p.datetime(6).defaultRaw('now()'),
  },
  checks: [{ name: 'account_check', expression: `(role = 'operator') = (campus_code IS NULL)` }],
});
