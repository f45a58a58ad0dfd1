import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  auditPageSchema,
  pageQuerySchema,
  type AuditRow,
  type Page,
  type PageQuery,
} from '@timetable/contracts';
import type { CampusRecord } from '@timetable/persistence';
import { Access } from '../auth/access.decorator.js';
import { CurrentCampus } from '../http/request-parts.decorator.js';
import { AuditService } from './audit.service.js';

@ApiTags('Cités scolaires')
@ApiParam({ name: 'campus', type: String })
@Access('manager')
@Controller('campuses/:campus/audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Get()
  @ApiOperation({ summary: 'Qui a fait quoi, du plus récent au plus ancien' })
  @ApiOkResponse({ standardSchema: auditPageSchema })
  list(
    @CurrentCampus() campus: CampusRecord,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<AuditRow>> {
    return this.audit.list(campus, query);
  }
}
