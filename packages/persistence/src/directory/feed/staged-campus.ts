import type { DirectoryClass, FeedCoverage, FeedMember } from '@timetable/domain';
import { z } from 'zod';
import type { Sql } from '../../sql.js';

const PERSON = z.object({
  kind: z.enum(['teacher', 'pupil']),
  person: z.object({
    id: z.string(),
    isGone: z.boolean(),
    lastName: z.string().exactOptional(),
    firstName: z.string().exactOptional(),
    birthDate: z.string().exactOptional(),
    stsId: z.string().exactOptional(),
    nationalId: z.string().exactOptional(),
    sieclId: z.string().exactOptional(),
    classId: z.string().exactOptional(),
    listedBy: z.array(z.string()).exactOptional(),
  }),
  saysClass: z.boolean(),
});
const CLASS = z.object({ id: z.string(), name: z.string(), establishmentId: z.string() });
const CAMPUS = z.object({
  establishmentIds: z.array(z.string()),
  isWholeCampus: z.boolean(),
  classEstablishmentIds: z.array(z.string()),
});

/** What a feed says of one campus, held whole: for those where somebody may stand for somebody else. */
export interface StagedCampus {
  readonly teachers: readonly FeedMember[];
  readonly pupils: readonly FeedMember[];
  readonly classes: readonly DirectoryClass[];
  readonly coverage: FeedCoverage;
  /** Establishments of which it gives all classes. */
  readonly classEstablishmentIds: readonly string[];
}

export async function readStagedCampus(
  tx: Sql,
  campusCode: string,
  isComplete: boolean,
): Promise<StagedCampus> {
  const people = await tx.rows(
    PERSON,
    `SELECT kind, says_class AS "saysClass",
            json_strip_nulls(json_build_object('id', ent_id, 'isGone', is_gone, 'lastName', last_name, 'firstName', first_name,
              'birthDate', birth_date, 'stsId', sts_id, 'nationalId', national_id, 'sieclId', siecl_id,
              'classId', class_ent_id, 'listedBy', listed_by)) AS person
       FROM feed_person WHERE campus_code = $1 ORDER BY ent_id`,
    [campusCode],
  );
  const classes = await tx.rows(
    CLASS,
    `SELECT ent_id AS id, name, establishment_id AS "establishmentId" FROM feed_class WHERE campus_code = $1 ORDER BY ent_id`,
    [campusCode],
  );
  const campus = await tx.first(
    CAMPUS,
    `SELECT establishment_ids AS "establishmentIds", is_whole AS "isWholeCampus",
            class_establishment_ids AS "classEstablishmentIds"
       FROM feed_campus WHERE campus_code = $1`,
    [campusCode],
  );
  const { establishmentIds = [], isWholeCampus = false, classEstablishmentIds = [] } = campus ?? {};
  const of = (kind: 'teacher' | 'pupil'): FeedMember[] =>
    people
      .filter((row) => row.kind === kind)
      .map(({ person, saysClass }) => (saysClass ? { ...person, classId: person.classId ?? null } : person));
  return {
    ...{ teachers: of('teacher'), pupils: of('pupil'), classes, classEstablishmentIds },
    coverage: { isComplete, isWholeCampus, establishmentIds },
  };
}
