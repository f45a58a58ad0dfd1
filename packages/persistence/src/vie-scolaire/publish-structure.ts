import { z } from 'zod';
import type { Transaction } from '../transaction.js';

export interface PublishStructureInput {
  readonly importId: string;
  readonly campusCode: string;
  readonly schoolYear: string;
  readonly establishmentIds: readonly string[];
  readonly now: Date;
}

/** Applies the plan's rows: subjects, services, closures, groups. */
export async function publishStructure(tx: Transaction, input: PublishStructureInput): Promise<void> {
  const { importId, campusCode, schoolYear, establishmentIds, now } = input;
  const planned = await tx.rows(PLANNED, PLANNED_TYPES, [importId]);
  const has = (ofKind: string, ...types: readonly string[]): boolean =>
    planned.some(({ kind, type }) => kind === ofKind && (types.length === 0 || types.includes(type)));
  if (has('subject', ...SAVED)) await tx.run(SAVE_SUBJECTS, [importId, establishmentIds]);
  if (has('subject', 'deleted')) await tx.run(DELETE_SUBJECTS, [importId, establishmentIds, now, schoolYear]);
  if (has('service', 'deleted')) await tx.run(DELETE_SERVICES, [importId, campusCode, schoolYear, now]);
  if (has('service', ...CHANGED_SERVICES)) {
    await tx.run(MOVE_SERVICES_ASIDE, [importId, campusCode, schoolYear]);
    await tx.run(CHANGE_SERVICES, [importId, campusCode, schoolYear]);
  }
  if (has('service', 'created')) await tx.run(CREATE_SERVICES, [importId, campusCode, schoolYear]);
  if (has('closure')) {
    await tx.run(DELETE_CLOSURES, [importId, establishmentIds, schoolYear]);
    await tx.run(SAVE_CLOSURES, [importId, establishmentIds, schoolYear]);
  }
  if (has('group', ...SAVED)) await tx.run(SAVE_GROUPS, [importId, campusCode, schoolYear]);
  if (has('group', 'deleted')) await tx.run(DELETE_GROUPS, [importId, campusCode, schoolYear, now]);
}

/** A statement for what the plan does not have still looks at all of it, in a transaction that others wait for: it is spared. */
const PLANNED = z.object({ kind: z.string(), type: z.string() });
const PLANNED_TYPES = 'SELECT DISTINCT kind, type FROM import_change WHERE import_id = $1';

const SAVED = ['created', 'modified', 'renamed', 'revived'] as const;
const CHANGED_SERVICES = ['modified', 'renamed', 'unchanged'] as const;
const oneOf = (types: readonly string[]): string => `(${types.map((type) => `'${type}'`).join(', ')})`;

/** Rows of the plan of import $1. A deletion names what it deletes by its state before. */
const saved = (kind: string, fields: string): string => `
  (SELECT item.* FROM import_change, jsonb_to_record(after) AS item (${fields})
    WHERE import_id = $1 AND kind = '${kind}' AND type IN ${oneOf(SAVED)}) AS record`;
const deleted = (kind: string, fields: string): string => `
  (SELECT item.* FROM import_change, jsonb_to_record(before) AS item (${fields})
    WHERE import_id = $1 AND kind = '${kind}' AND type = 'deleted') AS record`;

/** A subject is known in every establishment of the target. */
const SAVE_SUBJECTS = `
  INSERT INTO subject (establishment_id, key, code, label)
  SELECT target.id, record.key, record.code, record.label
    FROM ${saved('subject', 'key text, code text, label text')}, unnest($2::text[]) AS target (id)
  ON CONFLICT (establishment_id, key) DO UPDATE
    SET code = EXCLUDED.code, label = EXCLUDED.label, deleted_at = NULL`;

/** A subject has no year: one that another year teaches is not gone, whatever this one says. */
const DELETE_SUBJECTS = `
  UPDATE subject SET deleted_at = $3
    FROM ${deleted('subject', 'key text')}
   WHERE subject.key = record.key AND establishment_id = ANY ($2::text[]) AND imported AND deleted_at IS NULL
     AND NOT EXISTS (SELECT FROM service
                      WHERE service.subject_key = record.key AND service.school_year <> $4 AND service.deleted_at IS NULL
                        AND subject.establishment_id = ANY (service.establishment_ids))`;

const SERVICE =
  '"subjectKey" text, audience text, teachers text[], "yearlyMinutes" int, "taughtDays" jsonb, "establishmentIds" text[]';

const DELETE_SERVICES = `
  UPDATE service SET deleted_at = $4
    FROM ${deleted('service', SERVICE)}
   WHERE campus_code = $2 AND school_year = $3 AND deleted_at IS NULL
     AND service.establishment_ids = record."establishmentIds" AND service.subject_key = record."subjectKey"
     AND service.audience = record.audience`;

/** A marker that no audience resembles, unique to one row of the plan. */
const ASIDE = `'change ' || import_change.id`;

/**
 * A change may take a service to the key that another one leaves (two classes whose matches were swapped): all leave
 * their key first, so that each finds its new one free and keeps its id.
 */
const MOVE_SERVICES_ASIDE = `
  UPDATE service SET audience = ${ASIDE}
    FROM import_change, jsonb_to_record(before) AS item (${SERVICE})
   WHERE import_id = $1 AND kind = 'service' AND type IN ${oneOf(CHANGED_SERVICES)}
     AND campus_code = $2 AND school_year = $3 AND deleted_at IS NULL
     AND service.establishment_ids = item."establishmentIds" AND service.subject_key = item."subjectKey"
     AND service.audience = item.audience`;

const CHANGE_SERVICES = `
  UPDATE service
     SET establishment_ids = item."establishmentIds", subject_key = item."subjectKey", audience = item.audience,
         teachers = item.teachers, yearly_minutes = item."yearlyMinutes",
         taught_days = coalesce(item."taughtDays", '[]')
    FROM import_change, jsonb_to_record(after) AS item (${SERVICE})
   WHERE import_id = $1 AND kind = 'service' AND type IN ${oneOf(CHANGED_SERVICES)}
     AND campus_code = $2 AND school_year = $3 AND deleted_at IS NULL AND service.audience = ${ASIDE}`;

const CREATE_SERVICES = `
  INSERT INTO service (campus_code, school_year, establishment_ids, subject_key, audience, teachers, yearly_minutes,
                       taught_days)
  SELECT $2, $3, item."establishmentIds", item."subjectKey", item.audience, item.teachers, item."yearlyMinutes",
         coalesce(item."taughtDays", '[]')
    FROM import_change, jsonb_to_record(after) AS item (${SERVICE})
   WHERE import_id = $1 AND kind = 'service' AND type = 'created'
  ON CONFLICT (campus_code, school_year, establishment_ids, subject_key, audience) WHERE deleted_at IS NULL
  DO UPDATE SET teachers = EXCLUDED.teachers, yearly_minutes = EXCLUDED.yearly_minutes,
                taught_days = EXCLUDED.taught_days`;

/**
 * Imported closures become the file's, whole: a run that only got shorter is one deletion in the plan, and what is left
 * of it is no creation. Closures that a person decided or the calendar proposed stay.
 */
const DELETE_CLOSURES = `
  DELETE FROM closure
   WHERE establishment_id = ANY ($2::text[]) AND school_year = $3 AND source = 'import'
     AND (starts_on, ends_on) NOT IN (
       SELECT "startsOn", "endsOn" FROM import, jsonb_to_recordset(file_closures) AS run ("startsOn" date, "endsOn" date)
        WHERE import.id = $1)`;

const SAVE_CLOSURES = `
  INSERT INTO closure (establishment_id, school_year, starts_on, ends_on, source)
  SELECT target.id, $3, "startsOn", "endsOn", 'import'
    FROM import, jsonb_to_recordset(file_closures) AS run ("startsOn" date, "endsOn" date), unnest($2::text[]) AS target (id)
   WHERE import.id = $1
     AND NOT daterange("startsOn", "endsOn", '[]') <@ coalesce(
           (SELECT range_agg(daterange(starts_on, ends_on, '[]')) FROM closure
             WHERE closure.establishment_id = target.id AND closure.school_year = $3
               AND source <> 'import'), '{}')
  ON CONFLICT (establishment_id, school_year, starts_on, ends_on) DO NOTHING`;

const SAVE_GROUPS = `
  INSERT INTO "group" (campus_code, school_year, key, name, establishment_ids, class_ids, created_by)
  SELECT $2, $3, key, name, "establishmentIds", "classIds", $1
    FROM ${saved('group', 'key text, name text, "establishmentIds" text[], "classIds" text[]')}
  ON CONFLICT (campus_code, school_year, key) DO UPDATE
    SET name = EXCLUDED.name, establishment_ids = EXCLUDED.establishment_ids, class_ids = EXCLUDED.class_ids,
        deleted_at = NULL`;

const DELETE_GROUPS = `
  UPDATE "group" SET deleted_at = $4
    FROM ${deleted('group', 'key text')}
   WHERE campus_code = $2 AND school_year = $3 AND "group".key = record.key AND deleted_at IS NULL`;
