import { defineEntity, p } from '@mikro-orm/postgresql';

/** One action of a person worth remembering. */
export const AuditEntity = defineEntity({
  name: 'Audit',
  properties: {
    id: p.bigint('string').primary().autoincrement().generated('identity'),
    at: p.datetime(6).defaultRaw('now()'),
    /** Login of the person. */
    actor: p.text(),
    /** `threshold.changed`, `deposit_account.created`… */
    action: p.text(),
    campusCode: p.text().strictNullable(),
    /** What it was done on: a code, a login, an import id. */
    subject: p.text(),
    /** No personal name. */
    detail: p.json<Readonly<Record<string, unknown>>>().defaultRaw(`'{}'`),
  },
  indexes: [
    {
      name: 'audit_campus',
      columns: [{ name: 'campusCode' }, { name: 'at', sort: 'desc' }],
      properties: ['campusCode', 'at'],
    },
    { name: 'audit_age', properties: ['at'] },
    {
      name: 'audit_subject',
      columns: [{ name: 'subject' }, { name: 'at', sort: 'desc' }],
      properties: ['subject', 'at'],
    },
  ],
});
