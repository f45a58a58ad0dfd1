import {
  Controller,
  Get,
  Headers,
  Param,
  Query,
  Req,
  Res,
  Sse,
  type MessageEvent,
  type StreamableFile,
} from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  importDetailSchema,
  importEventSchema,
  importProblemPageSchema,
  importReportSchema,
  pageOrTableQuerySchema,
  planRowPageSchema,
  planSummaryQuerySchema,
  planSummaryRowPageSchema,
  planQuerySchema,
  type ImportDetail,
  type ImportProblem,
  type ImportReport,
  type Page,
  type PageOrTableQuery,
  type PlanQuery,
  type PlanRowPage,
  type PlanSummaryQuery,
  type PlanSummaryRow,
  type User,
} from '@timetable/contracts';
import type { Response } from 'express';
import type { Observable } from 'rxjs';
import { Access } from '../auth/access.decorator.js';
import { SessionStreams } from '../auth/session-streams.js';
import { ApiError } from '../errors/api-error.js';
import type { ApiRequest } from '../http/api-request.js';
import { sentAs, wantedFormat } from '../http/table.js';
import { CurrentSession, CurrentUser } from '../http/request-parts.decorator.js';
import { ApiProblems } from '../openapi/api-problems.decorator.js';
import { ImportEventsService } from './events/import-events.service.js';
import { eventIdOf } from './events/last-event-id.js';
import { ImportsService } from './imports.service.js';
import { ProblemsService } from './problems.service.js';
import { REPORT_POLICY } from './report/report-style.js';
import { reportPage } from './report-page.js';
import { PlanSummaryService } from './plan-summary.service.js';
import { PlanTableService } from './plan-table.service.js';
import { ReportService } from './report.service.js';
import { SourceService } from './source.service.js';

const EVENTS =
  'Des événements numérotés : `id`, `event` (le `type` du schéma) et `data` (le sien, en JSON). Exemple : ' +
  '`id: 7`, `event: step`, `data: {"importId": "…", "step": "validation", "state": "ok", "counts": {"courses": 701}}`. ' +
  'Un commentaire `: ping` vient toutes les 15 secondes.';

const PLAN_LINES = 'Les lignes du plan';

@ApiTags('Imports')
@Access('viewer')
@Controller('imports/:importId')
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly reports: ReportService,
    private readonly summaries: PlanSummaryService,
    private readonly planTables: PlanTableService,
    private readonly problems: ProblemsService,
    private readonly sources: SourceService,
    private readonly live: ImportEventsService,
    private readonly streams: SessionStreams,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Un import : étapes, seuils, compteurs, décisions' })
  @ApiOkResponse({ standardSchema: importDetailSchema })
  one(@Param('importId') importId: string): Promise<ImportDetail> {
    return this.imports.one(importId);
  }

  @Sse('events')
  @ApiOperation({ summary: 'Les étapes en direct ; reprend après Last-Event-ID' })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'Le dernier événement reçu.' })
  @ApiProblems('too_many_requests')
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ description: EVENTS, standardSchema: importEventSchema })
  events(
    @Param('importId') importId: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @CurrentUser() user: User,
    @CurrentSession() session: NonNullable<ApiRequest['session']>,
  ): Observable<MessageEvent> {
    const events = this.live.follow(importId, eventIdOf(lastEventId));
    return this.streams.within(user, session, events);
  }

  @Get('source')
  @Access('manager')
  @ApiOperation({ summary: 'Le fichier tel qu’il a été reçu, pour qui gère : il a les dates de naissance' })
  @ApiProblems('source_deleted')
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  source(@Param('importId') importId: string): Promise<StreamableFile> {
    return this.sources.download(importId);
  }

  /** JSON unless the client prefers HTML, as a browser does. */
  @Get('report')
  @ApiOperation({ summary: 'Le bilan, en JSON ou en page selon Accept' })
  @ApiProblems('not_acceptable')
  @ApiOkResponse({ standardSchema: importReportSchema })
  @ApiProduces('application/json', 'text/html')
  async report(
    @Param('importId') importId: string,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportReport | string> {
    const type = request.accepts(['application/json', 'text/html']);
    response.vary('Accept');
    if (type === false)
      throw new ApiError(
        'not_acceptable',
        'Le bilan existe en JSON (application/json) et en page (text/html).',
      );
    const report = await this.reports.report(importId);
    if (type === 'application/json') return report;
    response.type('text/html').setHeader('Content-Security-Policy', REPORT_POLICY);
    return reportPage(report);
  }

  @Get('plan/summary')
  @ApiOperation({
    summary: 'Le plan d’import, regroupé et compté, en JSON (par pages) ou en CSV (tout)',
    description:
      'Reste disponible quand l’import est remplacé, écarté ou annulé, et en accord avec ses compteurs.',
  })
  @ApiProblems('not_acceptable')
  @ApiOkResponse({ standardSchema: planSummaryRowPageSchema })
  @ApiProduces('application/json', 'text/csv')
  async planSummary(
    @Param('importId') importId: string,
    @Query({ schema: planSummaryQuerySchema }) query: PlanSummaryQuery,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<PlanSummaryRow> | string> {
    return wantedFormat(request, response, { format: query.format, name: PLAN_LINES }) === 'json'
      ? this.summaries.list(importId, query)
      : sentAs(await this.summaries.table(importId, query), response);
  }

  @Get('problems')
  @ApiOperation({
    summary: 'Les problèmes du fichier un par un, en JSON (par pages) ou en CSV (tous)',
    description: 'Quel que soit le statut de l’import : ceux d’un fichier refusé ou en attente y sont aussi.',
  })
  @ApiProblems('not_acceptable')
  @ApiOkResponse({ standardSchema: importProblemPageSchema })
  @ApiProduces('application/json', 'text/csv')
  async listProblems(
    @Param('importId') importId: string,
    @Query({ schema: pageOrTableQuerySchema }) query: PageOrTableQuery,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<ImportProblem> | string> {
    return wantedFormat(request, response, { format: query.format, name: 'Les problèmes' }) === 'json'
      ? this.problems.list(importId, query)
      : sentAs(await this.problems.table(importId), response);
  }

  @Get('plan')
  @ApiOperation({
    summary: 'Le plan d’import : ce qu’il change, ligne par ligne, en JSON (par pages) ou en CSV (tout)',
    description:
      'Les séances d’un plan qui n’a pas été appliqué (import remplacé, écarté, annulé, interrompu) ne sont plus gardées une par une : `gone` dit combien de lignes manquent.',
  })
  @ApiProblems('not_acceptable')
  @ApiOkResponse({ standardSchema: planRowPageSchema })
  @ApiProduces('application/json', 'text/csv')
  plan(
    @Param('importId') importId: string,
    @Query({ schema: planQuerySchema }) query: PlanQuery,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlanRowPage | StreamableFile> {
    return wantedFormat(request, response, { format: query.format, name: PLAN_LINES }) === 'json'
      ? this.reports.plan(importId, query)
      : this.planTables.table(importId, query);
  }
}
