import { isSameUai, type ImportTarget, type StswebExport } from '@timetable/domain';
import type { Database } from '../database.js';
import type { Transaction } from '../transaction.js';
import { StswebExportEntity } from './stsweb-export.entity.js';

/** What of STSWEB is kept, of each establishment and school year: the last that came. */
export class StswebExportRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async find(
    { establishments }: ImportTarget,
    { uai, startYear }: { readonly uai: string; readonly startYear: number },
  ): Promise<StswebExport | undefined> {
    const establishment = establishments.find((each) => isSameUai(uai, each.uai));
    const found = await this.#database.query
      .selectFrom('stswebExport')
      .select('content')
      .where('establishmentId', '=', establishment?.id ?? '')
      .where('startYear', '=', startYear)
      .executeTakeFirst();
    return found?.content;
  }
}

/** What an import brought, in place of what is kept of the same year; what is kept of years that are over goes. */
export async function keepStswebExport(
  { em, query }: Transaction,
  importId: string,
  content: StswebExport,
  now: Date,
): Promise<void> {
  const { uai, startYear } = content;
  const ofCampus = await query
    .selectFrom('import')
    .innerJoin('establishment', 'establishment.campusCode', 'import.campusCode')
    .select(['establishment.id', 'establishment.uai'])
    .where('import.id', '=', importId)
    .execute();
  const establishment = ofCampus.find((each) => isSameUai(uai, each.uai));
  if (establishment === undefined) return;
  await em.upsert(StswebExportEntity, {
    establishmentId: establishment.id,
    startYear,
    content,
    receivedAt: now,
  });
  await query
    .deleteFrom('stswebExport')
    .where('establishmentId', '=', establishment.id)
    .where('startYear', '<', startYear - 1)
    .execute();
}
