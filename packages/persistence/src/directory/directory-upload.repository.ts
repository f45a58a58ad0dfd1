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

/** Files of a directory between their preview and its confirmation. What they say of people goes with them. */
export class DirectoryUploadRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @returns its id */
  async keep(upload: NewDirectoryUpload): Promise<string> {
    const em = this.#database.fork();
    const id = randomUUID();
    em.create(DirectoryUploadEntity, { id, ...upload });
    await em.flush();
    return id;
  }

  async find(campusCode: string, id: string): Promise<DirectoryUploadRecord | undefined> {
    return (await this.#database.fork().findOne(DirectoryUploadEntity, { id, campusCode })) ?? undefined;
  }

  async erase(id: string): Promise<void> {
    await this.#database.query.deleteFrom('directoryUpload').where('id', '=', id).execute();
  }
}
