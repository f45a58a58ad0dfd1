import { Module } from '@nestjs/common';
import { MulterModule } from '@nestjs/platform-express';
import type { Settings } from '@timetable/settings';
import type { FileStore } from '@timetable/storage';
import { AuthModule } from '../auth/auth.module.js';
import { HealthModule } from '../health/health.module.js';
import { FILES, SETTINGS } from '../ports/ports.module.js';
import { CampusImportsController } from './campus-imports.controller.js';
import { DecisionsController } from './decisions.controller.js';
import { DecisionsService } from './decisions.service.js';
import { CampusEventsController } from './events/campus-events.controller.js';
import { CampusEventsService } from './events/campus-events.service.js';
import { ImportAnnouncements } from './events/import-announcements.js';
import { ImportEventsService } from './events/import-events.service.js';
import { ImportsController } from './imports.controller.js';
import { ImportsService } from './imports.service.js';
import { NamesController } from './names.controller.js';
import { NamesService } from './names.service.js';
import { PlanSummaryService } from './plan-summary.service.js';
import { ProblemsService } from './problems.service.js';
import { ReportService } from './report.service.js';
import { SourceService } from './source.service.js';
import { SpoolStorage } from './spool.storage.js';
import { TemporalModule } from '../temporal/temporal.module.js';
import { UploadSpool } from './upload-spool.js';
import { UploadService } from './upload.service.js';

@Module({
  imports: [
    AuthModule,
    HealthModule,
    TemporalModule,
    MulterModule.registerAsync({
      inject: [FILES, SETTINGS],
      useFactory: (files: FileStore, settings: Settings) => ({
        storage: new SpoolStorage(files),
        limits: { fileSize: settings.MAX_UPLOAD_BYTES, files: 1, fields: 10, fieldSize: 1024 },
        // Browsers and curl send names in UTF-8; multer would read them as Latin-1.
        defParamCharset: 'utf8',
      }),
    }),
  ],
  controllers: [
    CampusEventsController,
    CampusImportsController,
    ImportsController,
    NamesController,
    DecisionsController,
  ],
  providers: [
    CampusEventsService,
    DecisionsService,
    ImportAnnouncements,
    ImportEventsService,
    ImportsService,
    NamesService,
    PlanSummaryService,
    ProblemsService,
    ReportService,
    SourceService,
    UploadService,
    UploadSpool,
  ],
  exports: [ImportsService],
})
export class ImportsModule {}
