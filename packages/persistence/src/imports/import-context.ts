import {
  commonYear,
  type EstablishmentYear,
  type ImportContext,
  type ImportOrigin,
  type ImportRun,
  type ImportSettings,
} from '@timetable/domain';
import type { Sql } from '../sql.js';

interface ContextRow {
  readonly origin: ImportOrigin;
  readonly approvedPlanHash: string | null;
  readonly campusCode: string;
  readonly establishmentId: string | null;
  readonly establishments: ImportContext['target']['establishments'];
  readonly fileName: string;
  readonly storageKey: string;
  readonly receivedAt: Date;
  readonly takenAt: Date | null;
  readonly settings: ImportSettings;
  readonly years: readonly EstablishmentYear[] | null;
}

/** @throws when the import is unknown, not taken in charge, or its establishments have no school year */
export async function readImportContext(sql: Sql, run: ImportRun): Promise<ImportContext> {
  const row = await sql.first<ContextRow>(
    `SELECT import.origin, import.approved_plan_hash AS "approvedPlanHash", import.campus_code AS "campusCode",
            import.establishment_id AS "establishmentId", import.file_name AS "fileName",
            deposit.storage_key AS "storageKey", import.received_at AS "receivedAt", import.taken_at AS "takenAt",
            campus.import_settings AS settings,
            (SELECT json_agg(json_build_object('id', id, 'code', code, 'uai', uai, 'name', name, 'timeZone', time_zone)
                             ORDER BY position, id)
               FROM establishment WHERE id = ANY (import.establishment_ids)) AS establishments,
            (SELECT json_agg(json_build_object('label', label, 'startsOn', starts_on, 'endsOn', ends_on,
                                               'state', state, 'datesDecided', dates_decided)
                             ORDER BY establishment.position, establishment.id)
               FROM school_year JOIN establishment ON establishment.id = establishment_id
              WHERE establishment_id = ANY (import.establishment_ids) AND state <> 'closed') AS years
       FROM import
       JOIN deposit USING (id)
       JOIN campus ON campus.code = import.campus_code
      WHERE import.id = $1`,
    [run.importId],
  );
  if (row === undefined) throw new Error(`There is no import ${run.importId}.`);
  const year = commonYear(row.years ?? [], row.establishments.length);
  if (year === undefined)
    throw new Error(`The establishments of import ${run.importId} have no school year.`);
  if (row.takenAt === null) throw new Error(`Import ${run.importId} has not been taken in charge.`);
  return {
    run,
    origin: row.origin,
    approvedPlanHash: row.approvedPlanHash ?? undefined,
    target: {
      campusCode: row.campusCode,
      establishmentId: row.establishmentId ?? undefined,
      establishments: row.establishments,
    },
    fileName: row.fileName,
    storageKey: row.storageKey,
    receivedAt: row.receivedAt,
    takenAt: row.takenAt,
    settings: row.settings,
    year,
  };
}
