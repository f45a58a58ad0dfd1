import { Module, type DynamicModule } from '@nestjs/common';
import { MulterModule } from '@nestjs/platform-express';
import type { Settings } from '@timetable/settings';
import type { FileStore } from '@timetable/storage';
import { FILES, SETTINGS } from '../ports/ports.module.js';
import { SpoolStorage } from './spool.storage.js';
import { UploadsAtOnce } from './uploads-at-once.js';

/** How files of forms are received: into the spool, one at a time, within this limit of the settings. */
export const spooledUploads = (limit: 'MAX_UPLOAD_BYTES' | 'MAX_DIRECTORY_BYTES'): DynamicModule =>
  MulterModule.registerAsync({
    inject: [FILES, SETTINGS],
    useFactory: (files: FileStore, settings: Settings) => ({
      storage: new SpoolStorage(files),
      limits: { fileSize: settings[limit], files: 1, fields: 10, fieldSize: 1024 },
      // Browsers and curl send names in UTF-8; multer would read them as Latin-1.
      defParamCharset: 'utf8',
    }),
  });

/** Of files that a school sends. */
@Module({
  imports: [spooledUploads('MAX_UPLOAD_BYTES')],
  providers: [UploadsAtOnce],
  exports: [MulterModule, UploadsAtOnce],
})
export class UploadsModule {}
