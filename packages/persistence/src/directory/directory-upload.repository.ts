import type { GivenDirectory, StswebExport } from '@timetable/domain';
import { randomUUID } from 'node:crypto';
import type { Database } from '../database.js';
import { DirectoryUploadEntity, type UploadedSource, type UploadProblem } from './directory-upload.entity.js';

export interface NewDirectoryUpload {
  readonly campusCode: string;
  readonly establishmentId: string;
  readonly source: UploadedSource;
  readonly fileName: string;
  readonly given: GivenDirectory;
  readonly stsweb: StswebExport | null;
  readonly problems: readonly UploadProblem[];
  readonly receivedAt: Date;
  readonly receivedBy: string;
}

export interface DirectoryUploadRecord extends NewDirectoryUpload {
  readonly id: string;
}

/** Of a campus, looked at and not loaded yet: more are forgotten ones. */
const MOST_UPLOADS = 20;

/** Files of a directory between their preview and its confirmation. What they say of people goes with them. */
export class DirectoryUploadRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The oldest of the campus go when there are too many. @returns its id */
  async keep(upload: NewDirectoryUpload): Promise<string> {
    const id = randomUUID();
    await this.#database.transaction(async ({ em, query }) => {
      em.create(DirectoryUploadEntity, { id, ...upload });
      await em.flush();
      await query
        .deleteFrom('directoryUpload')
        .where('id', 'in', (older) =>
          older
            .selectFrom('directoryUpload')
            .select('id')
            .where('campusCode', '=', upload.campusCode)
            .where('id', '!=', id)
            .orderBy('receivedAt', 'desc')
            .offset(MOST_UPLOADS - 1),
        )
        .execute();
    });
    return id;
  }

  async find(campusCode: string, id: string): Promise<DirectoryUploadRecord | undefined> {
    return (await this.#database.fork().findOne(DirectoryUploadEntity, { id, campusCode })) ?? undefined;
  }

  async erase(id: string): Promise<void> {
    await this.#database.query.deleteFrom('directoryUpload').where('id', '=', id).execute();
  }
}
