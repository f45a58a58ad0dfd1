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
    /** null for who signs in elsewhere only. */
    passwordHash: p.text().strictNullable(),
    /** A provider of identities, and what it calls the person; null both for who signs in here only. */
    issuer: p.text().strictNullable(),
    subject: p.text().strictNullable(),
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
  uniques: [{ name: 'account_issuer_subject_key', properties: ['issuer', 'subject'] }],
  checks: [
    { name: 'account_check', expression: `(role = 'operator') = (campus_code IS NULL)` },
    { name: 'account_check1', expression: '(issuer IS NULL) = (subject IS NULL)' },
    { name: 'account_check2', expression: 'password_hash IS NOT NULL OR subject IS NOT NULL' },
  ],
});
