import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  matchDecisionAnswerSchema,
  matchDecisionBodySchema,
  matchesQuerySchema,
  matchKindSchema,
  matchPageSchema,
  type Match,
  type MatchDecisionAnswer,
  type MatchDecisionBody,
  type MatchesQuery,
  type Page,
  type User,
} from '@timetable/contracts';
import type { MatchKind } from '@timetable/domain';
import type { CampusRecord } from '@timetable/persistence';
import { Access } from '../auth/access.decorator.js';
import { CurrentCampus, CurrentUser } from '../http/request-parts.decorator.js';
import { ApiProblems } from '../openapi/api-problems.decorator.js';
import { MatchesService } from './matches.service.js';

@ApiTags('Rapprochements')
@ApiParam({ name: 'campus', type: String })
@Access('manager')
@Controller('campuses/:campus/matches')
export class MatchesController {
  constructor(private readonly matches: MatchesService) {}

  @Get()
  @ApiOperation({ summary: 'Les rapprochements entre le fichier et l’ENT' })
  @ApiOkResponse({ standardSchema: matchPageSchema })
  list(
    @CurrentCampus() campus: CampusRecord,
    @Query({ schema: matchesQuerySchema }) query: MatchesQuery,
  ): Promise<Page<Match>> {
    return this.matches.list(campus, query);
  }

  @Put(':kind/:key')
  @ApiOperation({ summary: 'Décider d’un rapprochement, ou de l’absence de rapprochement (null)' })
  @ApiProblems('unknown_target', 'locked')
  @ApiOkResponse({ standardSchema: matchDecisionAnswerSchema })
  decide(
    @CurrentCampus() campus: CampusRecord,
    @Param('kind', { schema: matchKindSchema }) kind: MatchKind,
    @Param('key') key: string,
    @Body({ schema: matchDecisionBodySchema }) body: MatchDecisionBody,
    @CurrentUser() user: User,
  ): Promise<MatchDecisionAnswer> {
    return this.matches.decide(campus, kind, key, body, user);
  }
}
