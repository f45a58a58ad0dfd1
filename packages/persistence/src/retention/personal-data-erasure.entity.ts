import { defineEntity, p } from '@mikro-orm/postgresql';
import { CampusEntity } from '../campus/campus.entity.js';

/** What was erased of people of one campus and school year. */
export const PersonalDataErasureEntity = defineEntity({
  name: 'PersonalDataErasure',
  properties: {
    campusCode: p.manyToOne(CampusEntity).mapToPk().fieldName('campus_code').primary(),
    /** Empty where no year was ever known: imports that failed before their file was read. */
    schoolYear: p.text().primary(),
    imports: p.integer(),
    matches: p.integer(),
    /** The last time. */
    erasedAt: p.datetime(6),
  },
});
