import { defineEntity, p } from '@mikro-orm/postgresql';
import { CampusEntity } from '../campus/campus.entity.js';

/** A user of the ENT who may be given a deposit account. */
export const EntUserEntity = defineEntity({
  name: 'EntUser',
  properties: {
    campusCode: p.manyToOne(CampusEntity).mapToPk().fieldName('campus_code').primary(),
    entId: p.text().primary(),
    lastName: p.text(),
    firstName: p.text(),
    email: p.text(),
    /** False once the ENT no longer lists them: their deposit account is suspended. */
    present: p.boolean().default(true),
  },
});
