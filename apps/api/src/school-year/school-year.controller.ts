import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  schoolYearBodySchema,
  schoolYearSchema,
  type SchoolYear,
  type SchoolYearBody,
  type User,
} from '@timetable/contracts';
import type { CampusRecord } from '@timetable/persistence';
import { Access } from '../auth/access.decorator.js';
import { CurrentCampus, CurrentUser } from '../http/request-parts.decorator.js';
import { ApiProblems } from '../openapi/api-problems.decorator.js';
import { SchoolYearService } from './school-year.service.js';

@ApiTags('Année scolaire')
@ApiParam({ name: 'campus', type: String })
@Controller('campuses/:campus/school-year')
export class SchoolYearController {
  constructor(private readonly years: SchoolYearService) {}

  @Get()
  @ApiOperation({ summary: 'L’année scolaire et son état' })
  @Access('viewer')
  @ApiOkResponse({ standardSchema: schoolYearSchema })
  current(@CurrentCampus() campus: CampusRecord): Promise<SchoolYear> {
    return this.years.current(campus);
  }

  @Post()
  @ApiOperation({ summary: 'Ouvrir l’année scolaire suivante' })
  @ApiProblems('school_year_exists', 'unknown_establishment', 'locked')
  @Access('manager')
  @ApiCreatedResponse({ standardSchema: schoolYearSchema })
  open(
    @CurrentCampus() campus: CampusRecord,
    @Body({ schema: schoolYearBodySchema }) body: SchoolYearBody,
    @CurrentUser() user: User,
  ): Promise<SchoolYear> {
    return this.years.open(campus, body, user);
  }
}
