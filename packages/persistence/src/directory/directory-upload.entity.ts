import { defineEntity, p } from '@mikro-orm/postgresql';
import type { GivenDirectory, StswebExport } from '@timetable/domain';
import { CampusEntity } from '../campus/campus.entity.js';
import { EstablishmentEntity } from '../campus/establishment.entity.js';
import { closedSet } from '../closed-set.js';

/** Sources that are a file of a school. */
export type UploadedSource = 'csv' | 'siecle' | 'sts';

/** What is wrong with a row, or a cell, of a file. */
export interface UploadProblem {
  /** Name of the file in its archive; null: the file received. */
  readonly file: string | null;
  readonly line: number | null;
  /** French. */
  readonly message: string;
}

/** A file of a directory that somebody looks at before it is loaded: gone once it is, or after a day. */
export const DirectoryUploadEntity = defineEntity({
  name: 'DirectoryUpload',
  properties: {
    id: p.uuid().primary(),
    campusCode: p.manyToOne(CampusEntity).mapToPk().fieldName('campus_code'),
    establishmentId: p.manyToOne(EstablishmentEntity).mapToPk().fieldName('establishment_id'),
    source: p.enum(closedSet<UploadedSource>({ csv: true, siecle: true, sts: true })),
    fileName: p.text(),
    given: p.json<GivenDirectory>(),
    /** Of `sts_emp`: kept for the year once the file is loaded. */
    stsweb: p.json<StswebExport>().strictNullable(),
    problems: p.json<readonly UploadProblem[]>(),
    receivedAt: p.datetime(6),
    receivedBy: p.text(),
  },
  indexes: [{ name: 'directory_upload_by_age', properties: ['receivedAt'] }],
});
