import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  gridSchema,
  roomPageSchema,
  timetableChoicePageSchema,
  timetableChoicesQuerySchema,
  yearQuerySchema,
  type Grid,
  type Page,
  type Room,
  type TimetableChoice,
  type TimetableChoicesQuery,
  type YearQuery,
} from '@timetable/contracts';
import type { CampusRecord, EstablishmentRecord } from '@timetable/persistence';
import { Access } from '../auth/access.decorator.js';
import { CurrentCampus, CurrentEstablishment } from '../http/request-parts.decorator.js';
import { OutlineService } from './outline.service.js';

@ApiTags('Emploi du temps')
@ApiParam({ name: 'campus', type: String })
@ApiParam({ name: 'establishment', type: String })
@Access('viewer')
@Controller('establishments/:campus/:establishment')
export class OutlineController {
  constructor(private readonly outline: OutlineService) {}

  @Get('classes')
  @ApiOperation({ summary: 'Les classes dont l’emploi du temps peut être affiché' })
  @ApiOkResponse({ standardSchema: timetableChoicePageSchema })
  classes(
    @CurrentCampus() campus: CampusRecord,
    @CurrentEstablishment() establishment: EstablishmentRecord,
    @Query({ schema: timetableChoicesQuerySchema }) query: TimetableChoicesQuery,
  ): Promise<Page<TimetableChoice>> {
    return this.outline.choices('class', { campus, establishment }, query);
  }

  @Get('teachers')
  @ApiOperation({ summary: 'Les enseignants dont l’emploi du temps peut être affiché' })
  @ApiOkResponse({ standardSchema: timetableChoicePageSchema })
  teachers(
    @CurrentCampus() campus: CampusRecord,
    @CurrentEstablishment() establishment: EstablishmentRecord,
    @Query({ schema: timetableChoicesQuerySchema }) query: TimetableChoicesQuery,
  ): Promise<Page<TimetableChoice>> {
    return this.outline.choices('teacher', { campus, establishment }, query);
  }

  @Get('rooms')
  @ApiOperation({ summary: 'Les salles dont l’emploi du temps peut être affiché' })
  @ApiOkResponse({ standardSchema: roomPageSchema })
  rooms(
    @CurrentCampus() campus: CampusRecord,
    @CurrentEstablishment() establishment: EstablishmentRecord,
    @Query({ schema: timetableChoicesQuerySchema }) query: TimetableChoicesQuery,
  ): Promise<Page<Room>> {
    return this.outline.rooms({ campus, establishment }, query);
  }

  @Get('grid')
  @ApiOperation({ summary: 'Les jours, les heures et les semaines de l’année, A et B' })
  @ApiOkResponse({ standardSchema: gridSchema })
  grid(
    @CurrentCampus() campus: CampusRecord,
    @CurrentEstablishment() establishment: EstablishmentRecord,
    @Query({ schema: yearQuerySchema }) { schoolYear }: YearQuery,
  ): Promise<Grid> {
    return this.outline.grid({ campus, establishment, schoolYear });
  }
}
