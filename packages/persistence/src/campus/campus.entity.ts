import { defineEntity, p } from '@mikro-orm/postgresql';
import type { ImportSettings } from '@timetable/domain';

export const CampusEntity = defineEntity({
  name: 'Campus',
  properties: {
    code: p.text().primary(),
    name: p.text(),
    academicZone: p.text().strictNullable(),
    importSettings: p.json<ImportSettings>().defaultRaw(`'{"formats": ["edt", "udt", "sts"]}'`),
    /** Bumped by whatever an import's plan depends on, like the two below: a plan knows when it is out of date. */
    settingsVersion: p.bigint('string').defaultRaw('1'),
    matchVersion: p.bigint('string').defaultRaw('1'),
    directoryVersion: p.bigint('string').defaultRaw('1'),
    createdAt: p.datetime(6).defaultRaw('now()'),
    updatedAt: p.datetime(6).defaultRaw('now()'),
  },
  checks: [{ name: 'campus_code_check', property: 'code', expression: `code ~ '^[A-Za-z0-9_-]{1,32}$'` }],
});
