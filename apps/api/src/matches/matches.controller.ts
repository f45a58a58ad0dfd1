import { Body, Controller, Delete, Get, Param, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  matchDecisionAnswerSchema,
  matchDecisionBodySchema,
  matchDecisionsAnswerSchema,
  matchDecisionsBodySchema,
  matchesQuerySchema,
  matchKindSchema,
  matchPageSchema,
  type MatchDecisionAnswer,
  type MatchDecisionBody,
  type MatchDecisionsAnswer,
  type MatchDecisionsBody,
  type MatchesQuery,
  type MatchPage,
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
  @ApiOperation({
    summary: 'Les rapprochements entre le fichier et l’ENT, ceux qui attendent une décision d’abord',
  })
  @ApiOkResponse({ standardSchema: matchPageSchema })
  list(
    @CurrentCampus() campus: CampusRecord,
    @Query({ schema: matchesQuerySchema }) query: MatchesQuery,
  ): Promise<MatchPage> {
    return this.matches.list(campus, query);
  }

  @Put()
  @ApiOperation({ summary: 'Décider de plusieurs rapprochements à la fois : tous, ou aucun' })
  @ApiProblems('locked')
  @ApiOkResponse({ standardSchema: matchDecisionsAnswerSchema })
  decideAll(
    @CurrentCampus() campus: CampusRecord,
    @Body({ schema: matchDecisionsBodySchema }) body: MatchDecisionsBody,
    @CurrentUser() user: User,
  ): Promise<MatchDecisionsAnswer> {
    return this.matches.decideAll(campus, body, user);
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
    return this.matches.decide(campus, { kind, key }, body, user);
  }

  @Delete(':kind/:key')
  @ApiOperation({ summary: 'Revenir à ce que les imports trouvent d’eux-mêmes' })
  @ApiProblems('validation_failed', 'locked')
  @ApiOkResponse({ standardSchema: matchDecisionAnswerSchema })
  forget(
    @CurrentCampus() campus: CampusRecord,
    @Param('kind', { schema: matchKindSchema }) kind: MatchKind,
    @Param('key') key: string,
    @CurrentUser() user: User,
  ): Promise<MatchDecisionAnswer> {
    return this.matches.forget(campus, { kind, key }, user);
  }
}
