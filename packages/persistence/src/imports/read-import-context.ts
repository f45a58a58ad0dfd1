import { localDateOf, targetYears, type ImportContext, type ImportRun } from '@timetable/domain';
import { sql, type ExpressionBuilder } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import type { QueryBuilder } from '../query-builder.js';
import type { Tables } from '../tables.js';

/** @throws when the import is unknown, not claimed, or its establishments have no school year */
export async function readImportContext(query: QueryBuilder, run: ImportRun): Promise<ImportContext> {
  const found = await query
    .selectFrom('import')
    .innerJoin('deposit', 'deposit.id', 'import.id')
    .innerJoin('campus', 'campus.code', 'import.campusCode')
    .select((of) => [
      'import.origin',
      'import.approvedPlanHash',
      'import.campusCode',
      'import.establishmentId',
      'import.fileName',
      'deposit.storageKey',
      'import.format',
      'import.receivedAt',
      'import.claimedAt',
      attemptBegunAt(of).as('begunAt'),
      'campus.importSettings as settings',
      establishmentsOf(of).as('establishments'),
      yearsOf(of).as('years'),
    ])
    .where('import.id', '=', run.importId)
    .executeTakeFirst();
  if (found === undefined) throw new Error(`There is no import ${run.importId}.`);
  const { establishments, years, claimedAt, begunAt, ...row } = found;
  if (claimedAt === null) throw new Error(`Import ${run.importId} has not been claimed.`);
  // By the attempt and not by the claim: what is approved after a new year has begun is no longer of the year in force.
  const ofTarget = targetYears(
    establishments.map(({ id, timeZone }) => ({
      years: years.filter(({ establishmentId }) => establishmentId === id),
      today: localDateOf(begunAt ?? claimedAt, timeZone),
    })),
  );
  if (ofTarget === undefined)
    throw new Error(`The establishments of import ${run.importId} have no school year.`);
  return {
    run,
    origin: row.origin,
    approvedPlanHash: row.approvedPlanHash ?? undefined,
    target: {
      campusCode: row.campusCode,
      establishmentId: row.establishmentId ?? undefined,
      establishments,
    },
    fileName: row.fileName,
    storageKey: row.storageKey,
    hasBeenRead: row.format !== null,
    receivedAt: row.receivedAt,
    claimedAt,
    settings: row.settings,
    ...ofTarget,
  };
}

/** When the import took its establishments for this attempt; null once another import has. */
const attemptBegunAt = (of: ExpressionBuilder<Tables, 'import'>) =>
  of
    .selectFrom('fence')
    .whereRef('fence.importId', '=', 'import.id')
    .select((fence) => fence.fn.max<Date | null>('fence.acquiredAt').as('at'));

const establishmentsOf = (of: ExpressionBuilder<Tables, 'import'>) =>
  of
    .selectFrom('establishment')
    .where((target) => target('establishment.id', '=', target.fn.any('import.establishmentIds')))
    .select((target) => {
      const establishment = jsonBuildObject({
        id: target.ref('establishment.id'),
        code: target.ref('establishment.code'),
        uai: target.ref('establishment.uai'),
        name: target.ref('establishment.name'),
        timeZone: target.ref('establishment.timeZone'),
      });
      return target.fn
        .jsonAgg(establishment)
        .orderBy('establishment.position')
        .orderBy('establishment.id')
        .as('list');
    })
    .$asScalar()
    .$notNull();

const yearsOf = (of: ExpressionBuilder<Tables, 'import'>) =>
  of
    .selectFrom('schoolYear')
    .innerJoin('establishment', 'establishment.id', 'schoolYear.establishmentId')
    .where((target) => target('establishment.id', '=', target.fn.any('import.establishmentIds')))
    .select((current) => {
      const year = jsonBuildObject({
        establishmentId: current.ref('schoolYear.establishmentId'),
        label: current.ref('schoolYear.label'),
        startsOn: current.ref('schoolYear.startsOn'),
        endsOn: current.ref('schoolYear.endsOn'),
        state: current.ref('schoolYear.state'),
        datesDecided: current.ref('schoolYear.datesDecided'),
      });
      const years = current.fn.jsonAgg(year).orderBy('establishment.position').orderBy('establishment.id');
      return current.fn.coalesce(years, sql<[]>`'[]'`).as('list');
    })
    .$asScalar()
    .$notNull();
