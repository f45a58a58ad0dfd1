import { Body, Controller, Get, Headers, Put, Query, UseInterceptors } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
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
import { EntityTagInterceptor } from '../http/entity-tag.js';
import { ETAG, IF_MATCH } from '../openapi/entity-tag-headers.js';
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
  @UseInterceptors(EntityTagInterceptor)
  @ApiOkResponse({ standardSchema: closuresSchema, headers: ETAG })
  closures(
    @CurrentEstablishment() establishment: EstablishmentRecord,
    @Query({ schema: yearQuerySchema }) { schoolYear }: YearQuery,
  ): Promise<Closures> {
    return this.years.closures(establishment, schoolYear);
  }

  @Put()
  @ApiOperation({ summary: 'Remplacer les périodes de fermeture' })
  @ApiHeader(IF_MATCH)
  @ApiProblems('locked', 'precondition_failed')
  @Access('manager')
  @UseInterceptors(EntityTagInterceptor)
  @ApiOkResponse({ standardSchema: closuresSchema, headers: ETAG })
  save(
    @CurrentCampus() campus: CampusRecord,
    @CurrentEstablishment() establishment: EstablishmentRecord,
    @Query({ schema: yearQuerySchema }) { schoolYear }: YearQuery,
    @Body({ schema: closuresBodySchema }) body: ClosuresBody,
    @CurrentUser() user: User,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<Closures> {
    return this.years.saveClosures({ campus, establishment, schoolYear }, body, user, ifMatch);
  }
}
