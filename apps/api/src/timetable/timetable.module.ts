import { Module } from '@nestjs/common';
import { OutlineController } from './outline.controller.js';
import { OutlineService } from './outline.service.js';
import { SessionListService } from './session-list.service.js';
import { TimetableController } from './timetable.controller.js';
import { TimetableService } from './timetable.service.js';

@Module({
  controllers: [OutlineController, TimetableController],
  providers: [OutlineService, SessionListService, TimetableService],
})
export class TimetableModule {}
