import { Module } from '@nestjs/common';
import { SessionListService } from './session-list.service.js';
import { TimetableController } from './timetable.controller.js';
import { TimetableService } from './timetable.service.js';

@Module({ controllers: [TimetableController], providers: [SessionListService, TimetableService] })
export class TimetableModule {}
