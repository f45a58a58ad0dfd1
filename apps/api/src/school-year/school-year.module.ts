import { Module } from '@nestjs/common';
import { ClosuresController } from './closures.controller.js';
import { SchoolYearController } from './school-year.controller.js';
import { SchoolYearService } from './school-year.service.js';

@Module({ controllers: [SchoolYearController, ClosuresController], providers: [SchoolYearService] })
export class SchoolYearModule {}
