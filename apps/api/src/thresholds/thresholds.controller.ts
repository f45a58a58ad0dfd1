import { Body, Controller, Get, Headers, Put, UseInterceptors } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  thresholdChangeSchema,
  thresholdMeasuresSchema,
  thresholdSchema,
  thresholdsBodySchema,
  type Threshold,
  type ThresholdChange,
  type ThresholdMeasures,
  type ThresholdsBody,
  type User,
} from '@timetable/contracts';
import type { CampusRecord } from '@timetable/persistence';
import { Access } from '../auth/access.decorator.js';
import { ApiProblems } from '../openapi/api-problems.decorator.js';
import { EntityTagInterceptor } from '../http/entity-tag.js';
import { ETAG, IF_MATCH } from '../openapi/entity-tag-headers.js';
import { CurrentCampus, CurrentUser } from '../http/request-parts.decorator.js';
import { ThresholdsService } from './thresholds.service.js';

@ApiTags('Seuils')
@ApiParam({ name: 'campus', type: String })
@Controller('campuses/:campus/thresholds')
export class ThresholdsController {
  constructor(private readonly thresholds: ThresholdsService) {}

  @Get()
  @ApiOperation({ summary: 'Les seuils' })
  @Access('viewer')
  @UseInterceptors(EntityTagInterceptor)
  @ApiOkResponse({ standardSchema: thresholdSchema.array(), headers: ETAG })
  list(@CurrentCampus() campus: CampusRecord): Promise<Threshold[]> {
    return this.thresholds.list(campus);
  }

  @Put()
  @ApiOperation({ summary: 'Modifier les seuils donnés' })
  @ApiHeader(IF_MATCH)
  @ApiProblems('precondition_failed')
  @Access('manager')
  @UseInterceptors(EntityTagInterceptor)
  @ApiOkResponse({ standardSchema: thresholdSchema.array(), headers: ETAG })
  save(
    @CurrentCampus() campus: CampusRecord,
    @Body({ schema: thresholdsBodySchema }) body: ThresholdsBody,
    @CurrentUser() user: User,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<Threshold[]> {
    return this.thresholds.save(campus, body, user, ifMatch);
  }

  @Get('history')
  @ApiOperation({ summary: 'Qui a changé les seuils, et quand' })
  @Access('manager')
  @ApiOkResponse({ standardSchema: thresholdChangeSchema.array() })
  history(@CurrentCampus() campus: CampusRecord): Promise<ThresholdChange[]> {
    return this.thresholds.history(campus);
  }

  @Get('measures')
  @ApiOperation({
    summary: 'Ce que les 20 derniers imports ont mesuré, pour voir lesquels une autre limite aurait arrêtés',
  })
  @Access('viewer')
  @ApiOkResponse({ standardSchema: thresholdMeasuresSchema })
  measures(@CurrentCampus() campus: CampusRecord): Promise<ThresholdMeasures> {
    return this.thresholds.measures(campus);
  }
}
