import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  closuresBodySchema,
  closuresSchema,
  type Closures,
  type ClosuresBody,
  type User,
} from '@timetable/contracts';
import type { CampusRecord, EstablishmentRecord } from '@timetable/persistence';
import { Access } from '../auth/access.decorator.js';
import { CurrentCampus, CurrentEstablishment, CurrentUser } from '../http/request-parts.decorator.js';
import { SchoolYearService } from './school-year.service.js';

@ApiTags('Année scolaire')
@ApiParam({ name: 'campus' })
@ApiParam({ name: 'establishment' })
@Controller('establishments/:campus/:establishment/closures')
export class ClosuresController {
  constructor(private readonly years: SchoolYearService) {}

  @Get()
  @Access('viewer')
  @ApiOkResponse({ standardSchema: closuresSchema })
  closures(@CurrentEstablishment() establishment: EstablishmentRecord): Promise<Closures> {
    return this.years.closures(establishment);
  }

  @Put()
  @Access('manager')
  @ApiOkResponse({ standardSchema: closuresSchema })
  save(
    @CurrentCampus() campus: CampusRecord,
    @CurrentEstablishment() establishment: EstablishmentRecord,
    @Body({ schema: closuresBodySchema }) body: ClosuresBody,
    @CurrentUser() user: User,
  ): Promise<Closures> {
    return this.years.saveClosures(campus, establishment, body, user);
  }
}
