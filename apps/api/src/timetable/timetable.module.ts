import { Module } from '@nestjs/common';
import { TimetableController } from './timetable.controller.js';
import { TimetableService } from './timetable.service.js';

@Module({ controllers: [TimetableController], providers: [TimetableService] })
export class TimetableModule {}
