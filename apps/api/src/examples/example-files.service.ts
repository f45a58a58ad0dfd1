import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import type { ExampleFileList } from '@timetable/contracts';
import type { CampusRecord } from '@timetable/persistence';
import type { Settings } from '@timetable/settings';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { notFound } from '../errors/api-error.js';
import { attachment } from '../http/attachment.js';
import { SETTINGS } from '../ports/ports.module.js';

/** What a demonstration offers to import, for who has no timetable program at hand. Without its setting: nothing. */
@Injectable()
export class ExampleFilesService {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  async list(campus: CampusRecord): Promise<ExampleFileList> {
    const folder = this.#folderOf(campus);
    const names = folder === undefined ? [] : await namesIn(folder);
    const items = names
      .toSorted()
      .map(async (name) => ({ name, sizeBytes: (await stat(join(folder ?? '', name))).size }));
    return { items: await Promise.all(items) };
  }

  /** @throws ApiError `not_found` for all but what is listed, wherever its path would lead */
  async download(campus: CampusRecord, name: string): Promise<StreamableFile> {
    const { items } = await this.list(campus);
    const folder = this.#folderOf(campus);
    const listed = items.find((item) => item.name === name);
    if (listed === undefined || folder === undefined)
      throw notFound('Il n’y a pas de fichier d’exemple de ce nom.');
    return new StreamableFile(createReadStream(join(folder, listed.name)), {
      type: 'application/octet-stream',
      disposition: attachment(listed.name),
      length: listed.sizeBytes,
    });
  }

  /** Codes have no sign that a path gives a meaning to. */
  #folderOf({ code }: CampusRecord): string | undefined {
    const { EXAMPLE_FILES: folder } = this.settings;
    return folder === undefined ? undefined : join(folder, code);
  }
}

/** Of a campus without examples: none. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  } catch {
    return [];
  }
}
