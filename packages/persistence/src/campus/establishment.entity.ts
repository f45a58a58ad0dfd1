import { defineEntity, p } from '@mikro-orm/postgresql';
import { CampusEntity } from './campus.entity.js';

export const EstablishmentEntity = defineEntity({
  name: 'Establishment',
  properties: {
    /** `campus/establishment`. */
    id: p.text().primary(),
    campusCode: p.manyToOne(CampusEntity).mapToPk().fieldName('campus_code'),
    code: p.text(),
    uai: p.text(),
    name: p.text(),
    timeZone: p.text(),
    /** Order of declaration: the first one is the default home of what a campus-wide file does not place. */
    position: p.integer(),
    /** Bumped by every publication and by hand edits: the version of the current state a plan was computed from. */
    stateVersion: p.bigint('string').defaultRaw('1'),
  },
  checks: [
    { name: 'establishment_check', expression: `id = campus_code || '/' || code` },
    { name: 'establishment_code_check', property: 'code', expression: `code ~ '^[A-Za-z0-9_-]{1,32}$'` },
    { name: 'establishment_uai_check', property: 'uai', expression: `uai ~ '^[0-9]{7}[A-Z]$'` },
  ],
  uniques: [{ properties: ['campusCode', 'code'] }, { properties: ['campusCode', 'uai'] }],
});
