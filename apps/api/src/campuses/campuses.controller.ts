import { Body, Controller, Get, Headers, Patch, Post, Put, Query, UseInterceptors } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import {
  campusBodySchema,
  campusPatchSchema,
  campusSchema,
  importSettingsSchema,
  campusPageSchema,
  pageQuerySchema,
  type Campus,
  type CampusBody,
  type CampusPatch,
  type ImportSettingsBody,
  type Page,
  type PageQuery,
  type User,
} from '@timetable/contracts';
import type { ImportSettings } from '@timetable/domain';
import type { CampusRecord } from '@timetable/persistence';
import { Access } from '../auth/access.decorator.js';
import { EntityTagInterceptor } from '../http/entity-tag.js';
import { ETAG, IF_MATCH } from '../openapi/entity-tag-headers.js';
import { CurrentCampus, CurrentUser } from '../http/request-parts.decorator.js';
import { ApiProblems } from '../openapi/api-problems.decorator.js';
import { CampusesService, toCampus } from './campuses.service.js';

@ApiTags('Cités scolaires')
@Controller('campuses')
export class CampusesController {
  constructor(private readonly campuses: CampusesService) {}

  @Get()
  @ApiOperation({ summary: 'Les cités scolaires' })
  @Access('viewer')
  @ApiOkResponse({ standardSchema: campusPageSchema })
  list(
    @CurrentUser() user: User,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<Campus>> {
    return this.campuses.list(user, query);
  }

  @Post()
  @ApiOperation({ summary: 'Déclarer une cité scolaire et ses établissements' })
  @ApiProblems('campus_exists', 'establishment_exists')
  @Access('operator')
  @ApiCreatedResponse({ standardSchema: campusSchema })
  create(@Body({ schema: campusBodySchema }) body: CampusBody, @CurrentUser() user: User): Promise<Campus> {
    return this.campuses.create(body, user);
  }

  @Get(':campus')
  @ApiOperation({ summary: 'Une cité scolaire' })
  @Access('viewer')
  @ApiParam({ name: 'campus', type: String })
  @ApiOkResponse({ standardSchema: campusSchema })
  one(@CurrentCampus() campus: CampusRecord): Campus {
    return toCampus(campus);
  }

  @Patch(':campus')
  @ApiOperation({ summary: 'Corriger une cité scolaire, ajouter ou corriger ses établissements' })
  @ApiProblems('establishment_exists')
  @Access('operator')
  @ApiParam({ name: 'campus', type: String })
  @ApiOkResponse({ standardSchema: campusSchema })
  change(
    @CurrentCampus() campus: CampusRecord,
    @Body({ schema: campusPatchSchema }) body: CampusPatch,
    @CurrentUser() user: User,
  ): Promise<Campus> {
    return this.campuses.change(campus, body, user);
  }

  @Get(':campus/import-settings')
  @ApiOperation({ summary: 'Formats et versions acceptés, délai de gel des séances' })
  @Access('viewer')
  @ApiParam({ name: 'campus', type: String })
  @UseInterceptors(EntityTagInterceptor)
  @ApiOkResponse({ standardSchema: importSettingsSchema, headers: ETAG })
  importSettings(@CurrentCampus() campus: CampusRecord): Promise<ImportSettings> {
    return this.campuses.importSettings(campus);
  }

  @Put(':campus/import-settings')
  @ApiOperation({ summary: 'Choisir les formats et versions acceptés, et le délai de gel des séances' })
  @ApiHeader(IF_MATCH)
  @ApiProblems('precondition_failed')
  @Access('manager')
  @ApiParam({ name: 'campus', type: String })
  @UseInterceptors(EntityTagInterceptor)
  @ApiOkResponse({ standardSchema: importSettingsSchema, headers: ETAG })
  saveImportSettings(
    @CurrentCampus() campus: CampusRecord,
    @Body({ schema: importSettingsSchema }) body: ImportSettingsBody,
    @CurrentUser() user: User,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<ImportSettings> {
    return this.campuses.saveImportSettings(campus, body, user, ifMatch);
  }
}
