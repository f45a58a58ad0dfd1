import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  absentNamePageSchema,
  pageOrTableQuerySchema,
  recognisedNamePageSchema,
  unmatchedNamePageSchema,
  unmatchedQuerySchema,
  type AbsentName,
  type Page,
  type PageOrTableQuery,
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
  @ApiOperation({
    summary:
      'Les classes et les groupes que l’ENT connaît sous un autre nom, en JSON (par pages) ou en CSV (tout)',
  })
  @ApiProblems('not_acceptable')
  @ApiOkResponse({ standardSchema: recognisedNamePageSchema })
  @ApiProduces('application/json', 'text/csv')
  async recognised(
    @Param('importId') importId: string,
    @Query({ schema: pageOrTableQuerySchema }) query: PageOrTableQuery,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<RecognisedName> | string> {
    const name = 'Les noms reconnus';
    return wantedFormat(request, response, { format: query.format, name }) === 'json'
      ? this.names.recognised(importId, query)
      : sentAs(await this.names.recognisedTable(importId), response);
  }

  @Get('absent')
  @ApiOperation({
    summary:
      'Qui et ce que le fichier nomme et qui n’est plus dans l’annuaire, en JSON (par pages) ou en CSV (tout)',
  })
  @ApiProblems('not_acceptable')
  @ApiOkResponse({ standardSchema: absentNamePageSchema })
  @ApiProduces('application/json', 'text/csv')
  async absent(
    @Param('importId') importId: string,
    @Query({ schema: pageOrTableQuerySchema }) query: PageOrTableQuery,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<AbsentName> | string> {
    const name = 'Les absents de l’annuaire';
    return wantedFormat(request, response, { format: query.format, name }) === 'json'
      ? this.names.absent(importId, query)
      : sentAs(await this.names.absentTable(importId), response);
  }
}
