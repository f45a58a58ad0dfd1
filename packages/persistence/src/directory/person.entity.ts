import { defineEntity, p } from '@mikro-orm/postgresql';
import { CampusEntity } from '../campus/campus.entity.js';
import { closedSet } from '../closed-set.js';
import { leavable, REPLACED_IS_ABSENT } from './leavable.js';

export type PersonKind = 'teacher' | 'pupil';

/** A teacher or pupil of the ENT. */
export const PersonEntity = defineEntity({
  name: 'Person',
  properties: {
    campusCode: p.manyToOne(CampusEntity).mapToPk().fieldName('campus_code').primary(),
    kind: p.enum(closedSet<PersonKind>({ teacher: true, pupil: true })).primary(),
    entId: p.text().primary(),
    lastName: p.text(),
    firstName: p.text(),
    birthDate: p.date().strictNullable(),
    idpn: p.text().strictNullable(),
    stsId: p.text().strictNullable(),
    nationalId: p.text().strictNullable(),
    sieclId: p.text().strictNullable(),
    classEntId: p.text().strictNullable(),
    /** Ids of the establishments whose own lists have that person; null: a list of the whole campus has. */
    listedBy: p.array().columnType('text[]').strictNullable(),
    ...leavable,
  },
  indexes: [{ name: 'person_by_id', properties: ['entId', 'kind'] }],
  checks: [{ name: 'person_check', expression: REPLACED_IS_ABSENT }],
});
