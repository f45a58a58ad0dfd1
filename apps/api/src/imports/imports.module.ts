import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { HealthModule } from '../health/health.module.js';
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
import { PlanTableService } from './plan-table.service.js';
import { ProblemsService } from './problems.service.js';
import { ReportService } from './report.service.js';
import { SourceService } from './source.service.js';
import { TemporalModule } from '../temporal/temporal.module.js';
import { UploadSpool } from './upload-spool.js';
import { UploadsModule } from './uploads.module.js';
import { UploadService } from './upload.service.js';

@Module({
  imports: [AuthModule, HealthModule, TemporalModule, UploadsModule],
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
    PlanTableService,
    ProblemsService,
    ReportService,
    SourceService,
    UploadService,
    UploadSpool,
  ],
  exports: [ImportsService],
})
export class ImportsModule {}
