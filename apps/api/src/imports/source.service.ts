import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import { StoredFileMissing, type FileStore } from '@timetable/storage';
import { ApiError } from '../errors/api-error.js';
import { attachment } from '../http/attachment.js';
import { FILES } from '../ports/ports.module.js';
import { ImportsService } from './imports.service.js';

/** The file as it was received, byte for byte. */
@Injectable()
export class SourceService {
  constructor(
    private readonly imports: ImportsService,
    @Inject(FILES) private readonly files: FileStore,
  ) {}

  async download(importId: string): Promise<StreamableFile> {
    const { storageKey, sourceDeletedAt, fileName, sizeBytes } = await this.imports.find(importId);
    if (sourceDeletedAt !== null) throw deletedSource();
    const stream = await this.files.stream(storageKey).catch((error: unknown) => {
      throw error instanceof StoredFileMissing ? deletedSource() : error;
    });
    return new StreamableFile(stream, {
      type: 'application/octet-stream',
      disposition: attachment(fileName),
      length: sizeBytes,
    });
  }
}

const deletedSource = (): ApiError =>
  new ApiError(
    'source_deleted',
    'Le fichier de cet import n’est plus conservé. Le bilan, lui, reste disponible.',
  );
