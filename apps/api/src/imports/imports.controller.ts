import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { importDetailSchema, type ImportDetail } from '@timetable/contracts';
import { Access } from '../auth/access.decorator.js';
import { ImportsService } from './imports.service.js';

@ApiTags('Imports')
@Controller('imports/:importId')
export class ImportsController {
  constructor(private readonly imports: ImportsService) {}

  @Get()
  @Access('viewer')
  @ApiOkResponse({ standardSchema: importDetailSchema })
  one(@Param('importId') importId: string): Promise<ImportDetail> {
    return this.imports.one(importId);
  }
}
