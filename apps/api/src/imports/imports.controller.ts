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
  pageQuerySchema,
  planRowPageSchema,
  planSummaryQuerySchema,
  planSummaryRowPageSchema,
  planQuerySchema,
  type ImportDetail,
  type ImportProblem,
  type ImportReport,
  type Page,
  type PageQuery,
  type PlanQuery,
  type PlanRow,
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
import { CurrentSession, CurrentUser } from '../http/request-parts.decorator.js';
import { ApiProblems } from '../openapi/api-problems.decorator.js';
import { ImportEventsService } from './import-events.service.js';
import { ImportsService } from './imports.service.js';
import { ProblemsService } from './problems.service.js';
import { REPORT_POLICY } from './report/report-style.js';
import { reportPage } from './report-page.js';
import { PlanSummaryService } from './plan-summary.service.js';
import { ReportService } from './report.service.js';
import { SourceService } from './source.service.js';

const EVENTS =
  'Des événements numérotés : `id`, `event` (le `type` du schéma) et `data` (le sien, en JSON). Exemple : ' +
  '`id: 7`, `event: step`, `data: {"importId": "…", "step": "validation", "state": "ok", "counts": {"courses": 701}}`. ' +
  'Un commentaire `: ping` vient toutes les 15 secondes.';

@ApiTags('Imports')
@Access('viewer')
@Controller('imports/:importId')
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly reports: ReportService,
    private readonly summaries: PlanSummaryService,
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
    const known = /^\d{1,18}$/.test(lastEventId ?? '') ? lastEventId : undefined;
    return this.streams.within(user, session, this.live.follow(importId, known));
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
    summary: 'Le plan d’import, regroupé et compté',
    description:
      'Reste disponible quand l’import est remplacé, écarté ou annulé, et en accord avec ses compteurs.',
  })
  @ApiOkResponse({ standardSchema: planSummaryRowPageSchema })
  planSummary(
    @Param('importId') importId: string,
    @Query({ schema: planSummaryQuerySchema }) query: PlanSummaryQuery,
  ): Promise<Page<PlanSummaryRow>> {
    return this.summaries.list(importId, query);
  }

  /** JSON unless the client prefers a table, as a spreadsheet does. */
  @Get('problems')
  @ApiOperation({
    summary: 'Les problèmes du fichier un par un, en JSON (par pages) ou en CSV (tous) selon Accept',
  })
  @ApiProblems('not_acceptable')
  @ApiOkResponse({ standardSchema: importProblemPageSchema })
  @ApiProduces('application/json', 'text/csv')
  async listProblems(
    @Param('importId') importId: string,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<ImportProblem> | string> {
    const type = request.accepts(['application/json', 'text/csv']);
    response.vary('Accept');
    if (type === false)
      throw new ApiError(
        'not_acceptable',
        'Les problèmes existent en JSON (application/json) et en tableau (text/csv).',
      );
    if (type === 'application/json') return this.problems.list(importId, query);
    response.type('text/csv').attachment(`problemes-${importId}.csv`);
    return this.problems.csv(importId);
  }

  @Get('plan')
  @ApiOperation({ summary: 'Le plan d’import : ce qu’il change, ligne par ligne' })
  @ApiOkResponse({ standardSchema: planRowPageSchema })
  plan(
    @Param('importId') importId: string,
    @Query({ schema: planQuerySchema }) query: PlanQuery,
  ): Promise<Page<PlanRow>> {
    return this.reports.plan(importId, query);
  }
}
