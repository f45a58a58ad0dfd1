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

/** What an import brought, for the establishment of its campus that it is of. */
export async function keepBroughtStswebExport(
  tx: Transaction,
  importId: string,
  content: StswebExport,
  now: Date,
): Promise<void> {
  const ofCampus = await tx.query
    .selectFrom('import')
    .innerJoin('establishment', 'establishment.campusCode', 'import.campusCode')
    .select(['establishment.id', 'establishment.uai'])
    .where('import.id', '=', importId)
    .execute();
  const establishment = ofCampus.find((each) => isSameUai(content.uai, each.uai));
  if (establishment !== undefined) await keepStswebExport(tx, establishment.id, content, now);
}

/** In place of what is kept of the same year; what is kept of years that are over goes. */
export async function keepStswebExport(
  { em, query }: Transaction,
  establishmentId: string,
  content: StswebExport,
  now: Date,
): Promise<void> {
  const { startYear } = content;
  await em.upsert(StswebExportEntity, { establishmentId, startYear, content, receivedAt: now });
  await query
    .deleteFrom('stswebExport')
    .where('establishmentId', '=', establishmentId)
    .where('startYear', '<', startYear - 1)
    .execute();
}
