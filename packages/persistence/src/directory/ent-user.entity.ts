import { defineEntity, p } from '@mikro-orm/postgresql';
import { CampusEntity } from '../campus/campus.entity.js';
import { leavable, REPLACED_IS_ABSENT } from './leavable.js';

/** A user of the ENT who may be given a deposit account; it is suspended once the ENT no longer lists them. */
export const EntUserEntity = defineEntity({
  name: 'EntUser',
  properties: {
    campusCode: p.manyToOne(CampusEntity).mapToPk().fieldName('campus_code').primary(),
    entId: p.text().primary(),
    lastName: p.text(),
    firstName: p.text(),
    email: p.text(),
    ...leavable,
  },
  checks: [{ name: 'ent_user_check', expression: REPLACED_IS_ABSENT }],
});
