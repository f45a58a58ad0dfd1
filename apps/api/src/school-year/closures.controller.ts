import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  closuresBodySchema,
  closuresSchema,
  yearQuerySchema,
  type Closures,
  type ClosuresBody,
  type User,
  type YearQuery,
} from '@timetable/contracts';
import type { CampusRecord, EstablishmentRecord } from '@timetable/persistence';
import { Access } from '../auth/access.decorator.js';
import { CurrentCampus, CurrentEstablishment, CurrentUser } from '../http/request-parts.decorator.js';
import { ApiProblems } from '../openapi/api-problems.decorator.js';
import { SchoolYearService } from './school-year.service.js';

@ApiTags('Année scolaire')
@ApiParam({ name: 'campus', type: String })
@ApiParam({ name: 'establishment', type: String })
@Controller('establishments/:campus/:establishment/closures')
export class ClosuresController {
  constructor(private readonly years: SchoolYearService) {}

  @Get()
  @ApiOperation({ summary: 'Les périodes de fermeture' })
  @Access('viewer')
  @ApiOkResponse({ standardSchema: closuresSchema })
  closures(
    @CurrentEstablishment() establishment: EstablishmentRecord,
    @Query({ schema: yearQuerySchema }) { schoolYear }: YearQuery,
  ): Promise<Closures> {
    return this.years.closures(establishment, schoolYear);
  }

  @Put()
  @ApiOperation({ summary: 'Remplacer les périodes de fermeture' })
  @ApiProblems('locked')
  @Access('manager')
  @ApiOkResponse({ standardSchema: closuresSchema })
  save(
    @CurrentCampus() campus: CampusRecord,
    @CurrentEstablishment() establishment: EstablishmentRecord,
    @Query({ schema: yearQuerySchema }) { schoolYear }: YearQuery,
    @Body({ schema: closuresBodySchema }) body: ClosuresBody,
    @CurrentUser() user: User,
  ): Promise<Closures> {
    return this.years.saveClosures({ campus, establishment, schoolYear }, body, user);
  }
}
