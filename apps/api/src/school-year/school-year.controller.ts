import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  schoolYearBodySchema,
  schoolYearSchema,
  undoOpeningQuerySchema,
  yearProposalSchema,
  type SchoolYear,
  type SchoolYearBody,
  type UndoOpeningQuery,
  type User,
  type YearProposal,
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
  @ApiOperation({ summary: 'L’année scolaire en cours et son état, et celle qui est ouverte d’avance' })
  @Access('viewer')
  @ApiOkResponse({ standardSchema: schoolYearSchema })
  current(@CurrentCampus() campus: CampusRecord): Promise<SchoolYear> {
    return this.years.current(campus);
  }

  @Post()
  @ApiOperation({ summary: 'Ouvrir l’année scolaire suivante, qui prend effet à son premier jour' })
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

  @Post('preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ce que changerait l’ouverture d’une année, sans l’ouvrir' })
  @ApiProblems('unknown_establishment')
  @Access('manager')
  @ApiOkResponse({ standardSchema: yearProposalSchema })
  preview(
    @CurrentCampus() campus: CampusRecord,
    @Body({ schema: schoolYearBodySchema }) body: SchoolYearBody,
  ): Promise<YearProposal> {
    return this.years.preview(campus, body);
  }

  @Delete()
  @ApiOperation({ summary: 'Annuler l’ouverture d’une année où rien n’a encore été importé' })
  @ApiProblems('school_year_kept', 'unknown_establishment', 'locked')
  @Access('manager')
  @ApiOkResponse({ standardSchema: schoolYearSchema })
  undoOpening(
    @CurrentCampus() campus: CampusRecord,
    @Query({ schema: undoOpeningQuerySchema }) { establishment }: UndoOpeningQuery,
    @CurrentUser() user: User,
  ): Promise<SchoolYear> {
    return this.years.undoOpening(campus, establishment, user);
  }
}
