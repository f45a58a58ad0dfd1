import { defineEntity, p } from '@mikro-orm/postgresql';
import type { ImportOrigin } from '@timetable/domain';
import { CampusEntity } from '../campus/campus.entity.js';
import { EstablishmentEntity } from '../campus/establishment.entity.js';
import { closedSet } from '../closed-set.js';

/** A file received. Its import bears the same id. */
export const DepositEntity = defineEntity({
  name: 'Deposit',
  properties: {
    id: p.uuid().primary(),
    campusCode: p.manyToOne(CampusEntity).mapToPk().fieldName('campus_code'),
    /** null: the whole campus. */
    establishmentId: p
      .manyToOne(EstablishmentEntity)
      .mapToPk()
      .fieldName('establishment_id')
      .strictNullable()
      .deleteRule('no action'),
    origin: p.enum(closedSet<ImportOrigin>({ automatic: true, manual: true })),
    fileName: p.text(),
    sizeBytes: p.bigint('string'),
    /** Of the bytes received. */
    sha256: p.text(),
    storageKey: p.text(),
    /** Login of the deposit account (automatic) or of the person (manual). */
    accountLogin: p.text(),
    remoteAddress: p.text().strictNullable(),
    userAgent: p.text().strictNullable(),
    receivedAt: p.datetime(6),
    sourceDeletedAt: p.datetime(6).strictNullable(),
  },
  indexes: [
    {
      name: 'deposit_retry',
      columns: [{ name: 'campusCode' }, { name: 'receivedAt', sort: 'desc' }, { name: 'id' }],
      properties: ['campusCode', 'receivedAt', 'id'],
    },
    {
      name: 'deposit_of_account',
      columns: [{ name: 'accountLogin' }, { name: 'receivedAt', sort: 'desc' }],
      properties: ['accountLogin', 'receivedAt'],
    },
    { name: 'deposit_source', properties: ['receivedAt'], where: 'source_deleted_at IS NULL' },
  ],
});
