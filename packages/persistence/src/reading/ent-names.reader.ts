import { z } from 'zod';
import type { Sql } from '../sql.js';

/** Ids of one campus whose names are wanted. */
export interface EntIds {
  readonly teachers?: readonly string[];
  readonly pupils?: readonly string[];
  readonly classes?: readonly string[];
  /** Group keys. */
  readonly groups?: readonly string[];
  /** `kind:key` of rows of the match table, for what the file names and the ENT does not know. */
  readonly matchKeys?: readonly string[];
}

export interface EntNames {
  readonly teachers: ReadonlyMap<string, string>;
  readonly pupils: ReadonlyMap<string, string>;
  readonly classes: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
  /** As the file writes them, by `kind:key`. */
  readonly labels: ReadonlyMap<string, string>;
}

const NAME = z.object({
  kind: z.enum(['teacher', 'pupil', 'class', 'group', 'label']),
  id: z.string(),
  name: z.string(),
});

/** Names of people who left are found too: past sessions still say who gave them. */
export async function readEntNames(sql: Sql, campusCode: string, ids: EntIds): Promise<EntNames> {
  const rows = await sql.rows(
    NAME,
    `SELECT kind, ent_id AS id, concat_ws(' ', last_name, first_name) AS name FROM person
      WHERE campus_code = $1 AND (kind = 'teacher' AND ent_id = ANY ($2) OR kind = 'pupil' AND ent_id = ANY ($3))
     UNION ALL
     SELECT 'class', ent_id, name FROM class WHERE campus_code = $1 AND ent_id = ANY ($4)
     UNION ALL
     SELECT 'group', key, name FROM "group" WHERE campus_code = $1 AND key = ANY ($5)
     UNION ALL
     SELECT 'label', kind || ':' || key, label FROM match WHERE campus_code = $1 AND kind || ':' || key = ANY ($6)`,
    [
      campusCode,
      ids.teachers ?? [],
      ids.pupils ?? [],
      ids.classes ?? [],
      ids.groups ?? [],
      ids.matchKeys ?? [],
    ],
  );
  const of = (wanted: z.output<typeof NAME>['kind']): Map<string, string> =>
    new Map(rows.filter(({ kind }) => kind === wanted).map(({ id, name }) => [id, name]));
  return {
    teachers: of('teacher'),
    pupils: of('pupil'),
    classes: of('class'),
    groups: of('group'),
    labels: of('label'),
  };
}
