import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  fleetCampusesQuerySchema,
  fleetImportsQuerySchema,
  fleetCampusPageSchema,
  fleetImportPageSchema,
  retentionSchema,
  type FleetCampus,
  type FleetCampusesQuery,
  type FleetImport,
  type FleetImportsQuery,
  type Page,
  type RetentionState,
} from '@timetable/contracts';
import { Access } from '../auth/access.decorator.js';
import { OperatorService } from './operator.service.js';
import { RetentionService } from './retention.service.js';

@ApiTags('Exploitation')
@Access('operator')
@Controller('operator')
export class OperatorController {
  constructor(
    private readonly operator: OperatorService,
    private readonly retentionService: RetentionService,
  ) {}

  @Get('imports')
  @ApiOperation({ summary: 'Les imports de toutes les cités scolaires' })
  @ApiOkResponse({ standardSchema: fleetImportPageSchema })
  imports(@Query({ schema: fleetImportsQuerySchema }) query: FleetImportsQuery): Promise<Page<FleetImport>> {
    return this.operator.imports(query);
  }

  @Get('retention')
  @ApiOperation({ summary: 'Ce qui est conservé combien de temps, ce qui a été effacé, et ce qui le sera' })
  @ApiOkResponse({ standardSchema: retentionSchema })
  retention(): Promise<RetentionState> {
    return this.retentionService.state();
  }

  @Get('campuses')
  @ApiOperation({ summary: 'Les cités scolaires et leur activité' })
  @ApiOkResponse({ standardSchema: fleetCampusPageSchema })
  campuses(
    @Query({ schema: fleetCampusesQuerySchema }) query: FleetCampusesQuery,
  ): Promise<Page<FleetCampus>> {
    return this.operator.campuses(query);
  }
}
