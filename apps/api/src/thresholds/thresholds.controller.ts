import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  thresholdChangeSchema,
  thresholdSchema,
  thresholdsBodySchema,
  type Threshold,
  type ThresholdChange,
  type ThresholdsBody,
  type User,
} from '@timetable/contracts';
import type { CampusRecord } from '@timetable/persistence';
import { Access } from '../auth/access.decorator.js';
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
  @ApiOkResponse({ standardSchema: thresholdSchema.array() })
  list(@CurrentCampus() campus: CampusRecord): Promise<Threshold[]> {
    return this.thresholds.list(campus);
  }

  @Put()
  @ApiOperation({ summary: 'Modifier les seuils donnés' })
  @Access('manager')
  @ApiOkResponse({ standardSchema: thresholdSchema.array() })
  save(
    @CurrentCampus() campus: CampusRecord,
    @Body({ schema: thresholdsBodySchema }) body: ThresholdsBody,
    @CurrentUser() user: User,
  ): Promise<Threshold[]> {
    return this.thresholds.save(campus, body, user);
  }

  @Get('history')
  @ApiOperation({ summary: 'Qui a changé les seuils, et quand' })
  @Access('manager')
  @ApiOkResponse({ standardSchema: thresholdChangeSchema.array() })
  history(@CurrentCampus() campus: CampusRecord): Promise<ThresholdChange[]> {
    return this.thresholds.history(campus);
  }
}
