import { Body, Controller, Get, Param, Patch, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  lockSchema,
  groupPageSchema,
  groupsQuerySchema,
  sessionPatchSchema,
  sessionSchema,
  sessionsQuerySchema,
  type Group,
  type Lock,
  type Page,
  type GroupsQuery,
  type Session,
  type SessionPatch,
  type SessionsQuery,
  type User,
} from '@timetable/contracts';
import type { CampusRecord, EstablishmentRecord } from '@timetable/persistence';
import type { Response } from 'express';
import { Access } from '../auth/access.decorator.js';
import type { ApiRequest } from '../http/api-request.js';
import { CurrentCampus, CurrentEstablishment, CurrentUser } from '../http/request-parts.decorator.js';
import { ApiProblems } from '../openapi/api-problems.decorator.js';
import { SessionListService } from './session-list.service.js';
import { TimetableService } from './timetable.service.js';

@ApiTags('Emploi du temps')
@ApiParam({ name: 'campus', type: String })
@ApiParam({ name: 'establishment', type: String })
@Access('viewer')
@Controller('establishments/:campus/:establishment')
export class TimetableController {
  constructor(
    private readonly sessions: SessionListService,
    private readonly timetable: TimetableService,
  ) {}

  @Get('sessions')
  @ApiOperation({
    summary: 'Les séances, par dates, classe, enseignant, groupe ou salle',
    description:
      'Sans dates : la semaine en cours. Une liste, dans l’ordre du calendrier ; les séances annulées y sont, avec l’état ' +
      '`cancelled`, et une séance déplacée garde son identifiant.',
  })
  @ApiOkResponse({
    standardSchema: sessionSchema.array(),
    headers: {
      Link: {
        description: 'L’adresse de la page suivante (`rel="next"`) ; absent à la dernière page.',
        schema: { type: 'string' },
      },
    },
  })
  async list(
    @CurrentCampus() campus: CampusRecord,
    @CurrentEstablishment() establishment: EstablishmentRecord,
    @Query({ schema: sessionsQuerySchema }) query: SessionsQuery,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<readonly Session[]> {
    const { sessions, next } = await this.sessions.list(campus.code, establishment, query);
    if (next !== undefined)
      response.setHeader('Link', `<${request.path}?${new URLSearchParams(next).toString()}>; rel="next"`);
    return sessions;
  }

  /** A hand edit, which imports keep; refused while one of them holds the establishment. */
  @Patch('sessions/:id')
  @ApiOperation({ summary: 'Modifier une séance à la main : les imports la laissent alors telle quelle' })
  @ApiProblems('locked')
  @Access('manager')
  @ApiOkResponse({ standardSchema: sessionSchema })
  editSession(
    @CurrentCampus() campus: CampusRecord,
    @CurrentEstablishment() establishment: EstablishmentRecord,
    @Param('id') id: string,
    @Body({ schema: sessionPatchSchema }) patch: SessionPatch,
    @CurrentUser() user: User,
  ): Promise<Session> {
    return this.timetable.editSession({ campus, establishment, id }, patch, user);
  }

  @Get('groups')
  @ApiOperation({ summary: 'Les groupes, leurs membres et les dates' })
  @ApiOkResponse({ standardSchema: groupPageSchema })
  groups(
    @CurrentCampus() campus: CampusRecord,
    @CurrentEstablishment() establishment: EstablishmentRecord,
    @Query({ schema: groupsQuerySchema }) query: GroupsQuery,
  ): Promise<Page<Group>> {
    return this.timetable.groups(campus, establishment, query);
  }

  @Get('lock')
  @ApiOperation({ summary: 'Le verrou : un import est-il en cours ?' })
  @ApiOkResponse({ standardSchema: lockSchema })
  lock(@CurrentEstablishment() establishment: EstablishmentRecord): Promise<Lock> {
    return this.timetable.lock(establishment);
  }
}
