import { Inject, Injectable } from '@nestjs/common';
import type {
  DirectoryCounts,
  DirectoryPreviewView,
  DirectoryUploadFields,
  User,
} from '@timetable/contracts';
import { readDirectoryFile, type ReadDirectoryFile } from '@timetable/directory-feeds';
import {
  DirectoryRepository,
  DirectoryUploadRepository,
  type CampusRecord,
  type DirectoryUploadRecord,
  type GivenSource,
} from '@timetable/persistence';
import type { Clock, Settings } from '@timetable/settings';
import { openLocalFile } from '@timetable/storage';
import pLimit from 'p-limit';
import { rm } from 'node:fs/promises';
import { ApiError, notFound } from '../errors/api-error.js';
import { isUuid } from '../http/is-uuid.js';
import { cleanFileName } from '../imports/file-name.js';
import type { SpooledFile } from '../imports/spool.storage.js';
import { CLOCK, SETTINGS } from '../ports/ports.module.js';
import { directoryEmptied } from './directory-emptied.js';
import { previewView, UPLOAD_LIFE_MS } from './directory-preview-view.js';
import { establishmentOfFile } from './establishment-of-file.js';
import { receivedFile } from './received-file.js';

/** At a time: each holds its rows. */
const MOST_READINGS = 2;

/** Directory files of schools: read, looked at, then loaded or dropped. */
@Injectable()
export class DirectoryUploadsService {
  readonly #readings = pLimit(MOST_READINGS);

  constructor(
    private readonly directory: DirectoryRepository,
    private readonly uploads: DirectoryUploadRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async receive(
    campus: CampusRecord,
    sent: SpooledFile | undefined,
    fields: DirectoryUploadFields,
    user: User,
  ): Promise<DirectoryPreviewView> {
    const file = receivedFile(sent);
    const {
      source,
      uai,
      given,
      stsweb = null,
      problems,
    } = await this.#readings(() => this.#read(file, fields));
    const { id: establishmentId } = establishmentOfFile(campus, uai, fields.establishment);
    const id = await this.uploads.keep({
      ...{ campusCode: campus.code, establishmentId, source, given, stsweb, problems },
      fileName: cleanFileName(file.originalname),
      receivedAt: this.clock.now(),
      receivedBy: user.login,
    });
    return this.preview(campus, id);
  }

  async preview(campus: CampusRecord, id: string): Promise<DirectoryPreviewView> {
    const upload = await this.#find(campus, id);
    return previewView(upload, await this.directory.preview(campus.code, sourceOf(campus, upload)));
  }

  /** @param confirm the losses that a person confirmed */
  async apply(
    campus: CampusRecord,
    id: string,
    confirm: string | undefined,
    user: User,
  ): Promise<DirectoryCounts> {
    const upload = await this.#find(campus, id);
    const actor = { login: user.login, at: this.clock.now() };
    const load = await this.directory.combine(campus.code, sourceOf(campus, upload), actor, confirm);
    if (!load.loaded) throw directoryEmptied(load.losses);
    await this.uploads.erase(id);
    return load.counts;
  }

  async drop(campus: CampusRecord, id: string): Promise<void> {
    await this.#find(campus, id);
    await this.uploads.erase(id);
  }

  async #find(campus: CampusRecord, id: string): Promise<DirectoryUploadRecord> {
    const upload = isUuid(id) ? await this.uploads.find(campus.code, id) : undefined;
    if (upload === undefined || this.clock.now().getTime() - upload.receivedAt.getTime() > UPLOAD_LIFE_MS)
      throw notFound(
        'Ce fichier d’annuaire n’est plus là : il a été chargé, ou effacé après un jour. Envoyez-le de nouveau.',
      );
    return upload;
  }

  async #read(file: SpooledFile, { list }: DirectoryUploadFields): Promise<ReadDirectoryFile> {
    const source = await openLocalFile(file.path, () => rm(file.path, { force: true }));
    try {
      const { MAX_XML_BYTES: maxBytes } = this.settings;
      const read = await readDirectoryFile(source, { fileName: file.originalname, list, maxBytes });
      if (read.kind === 'directory') return read;
      throw new ApiError('directory_unreadable', read.message, { line: read.line });
    } finally {
      await source.close();
    }
  }
}

const sourceOf = (
  { establishments }: CampusRecord,
  { establishmentId, source, given, stsweb }: DirectoryUploadRecord,
): GivenSource => ({ establishmentId, source, given, stsweb, isWholeCampus: establishments.length === 1 });
