import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  pageQuerySchema,
  recognisedNamePageSchema,
  unmatchedNamePageSchema,
  unmatchedQuerySchema,
  type Page,
  type PageQuery,
  type RecognisedName,
  type UnmatchedNameRow,
  type UnmatchedQuery,
} from '@timetable/contracts';
import type { Response } from 'express';
import { Access } from '../auth/access.decorator.js';
import type { ApiRequest } from '../http/api-request.js';
import { sentAs, wantedFormat } from '../http/table.js';
import { ApiProblems } from '../openapi/api-problems.decorator.js';
import { NamesService } from './names.service.js';

@ApiTags('Imports')
@Access('viewer')
@Controller('imports/:importId')
export class NamesController {
  constructor(private readonly names: NamesService) {}

  @Get('unmatched')
  @ApiOperation({
    summary: 'Ce que le fichier nomme et que l’ENT ne reconnaît pas, en JSON (par pages) ou en CSV (tout)',
  })
  @ApiProblems('not_acceptable')
  @ApiOkResponse({ standardSchema: unmatchedNamePageSchema })
  @ApiProduces('application/json', 'text/csv')
  async unmatched(
    @Param('importId') importId: string,
    @Query({ schema: unmatchedQuerySchema }) query: UnmatchedQuery,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<UnmatchedNameRow> | string> {
    const name = 'Les noms non rapprochés';
    return wantedFormat(request, response, { format: query.format, name }) === 'json'
      ? this.names.unmatched(importId, query)
      : sentAs(await this.names.unmatchedTable(importId), response);
  }

  @Get('recognised')
  @ApiOperation({ summary: 'Les classes et les groupes que l’ENT connaît sous un autre nom' })
  @ApiOkResponse({ standardSchema: recognisedNamePageSchema })
  recognised(
    @Param('importId') importId: string,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<RecognisedName>> {
    return this.names.recognised(importId, query);
  }
}
