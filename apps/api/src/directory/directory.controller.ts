import { Controller, Get, Put, Query, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  directoryClassPageSchema,
  directoryCountsSchema,
  directoryLoadQuerySchema,
  directoryPupilPageSchema,
  directorySearchQuerySchema,
  directoryStateSchema,
  directoryTeacherPageSchema,
  directoryUserPageSchema,
  type DirectoryBody,
  type DirectoryClassRow,
  type DirectoryCounts,
  type DirectoryLoadQuery,
  type DirectoryPupilRow,
  type DirectorySearchQuery,
  type DirectoryState,
  type DirectoryTeacherRow,
  type DirectoryUser,
  type Page,
  type User,
} from '@timetable/contracts';
import type { CampusRecord } from '@timetable/persistence';
import { Access } from '../auth/access.decorator.js';
import { CurrentCampus, CurrentUser, ReceivedDirectory } from '../http/request-parts.decorator.js';
import { ApiProblems } from '../openapi/api-problems.decorator.js';
import { DirectoryBodyInterceptor } from './directory-body.interceptor.js';
import { DirectorySearchService } from './directory-search.service.js';
import { DirectoryService } from './directory.service.js';

@ApiTags('Annuaire')
@ApiParam({ name: 'campus', type: String })
@Controller('campuses/:campus/directory')
export class DirectoryController {
  constructor(
    private readonly directory: DirectoryService,
    private readonly search: DirectorySearchService,
  ) {}

  @Put()
  @ApiOperation({
    summary: 'Charger l’annuaire : chaque liste donnée remplace la précédente',
    description:
      'Une liste absente reste ce qu’elle était. Qui n’est plus dans une liste devient « absent de l’annuaire » et garde ' +
      'séances, groupes et rapprochements ; un nouvel identifiant d’une même personne ou classe (mêmes identifiants, ou ' +
      'mêmes nom et date de naissance, ou même nom ou mêmes élèves pour une classe) les reprend. Un chargement qui viderait ' +
      'une liste, ou en retirerait plus d’un cinquième (à partir de dix), répond 409 directory_emptied sans rien changer : ' +
      'le recommencer avec le paramètre confirm que donne la réponse.',
  })
  @ApiProblems('directory_emptied')
  @Access('manager')
  @UseInterceptors(DirectoryBodyInterceptor)
  @ApiBody({ schema: { $ref: '#/components/schemas/DirectoryBody' } })
  @ApiOkResponse({ standardSchema: directoryCountsSchema })
  replace(
    @CurrentCampus() campus: CampusRecord,
    @ReceivedDirectory() body: DirectoryBody,
    @Query({ schema: directoryLoadQuerySchema }) { confirm }: DirectoryLoadQuery,
    @CurrentUser() user: User,
  ): Promise<DirectoryCounts> {
    return this.directory.replace(campus, body, confirm, user);
  }

  @Get()
  @ApiOperation({ summary: 'Ce que contient l’annuaire : combien, d’où, de quand' })
  @Access('manager')
  @ApiOkResponse({ standardSchema: directoryStateSchema })
  state(@CurrentCampus() campus: CampusRecord): Promise<DirectoryState> {
    return this.search.state(campus);
  }

  @Get('teachers')
  @ApiOperation({ summary: 'Chercher un enseignant de l’annuaire' })
  @Access('manager')
  @ApiOkResponse({ standardSchema: directoryTeacherPageSchema })
  teachers(
    @CurrentCampus() campus: CampusRecord,
    @Query({ schema: directorySearchQuerySchema }) query: DirectorySearchQuery,
  ): Promise<Page<DirectoryTeacherRow>> {
    return this.search.teachers(campus, query);
  }

  @Get('pupils')
  @ApiOperation({ summary: 'Chercher un élève de l’annuaire' })
  @Access('manager')
  @ApiOkResponse({ standardSchema: directoryPupilPageSchema })
  pupils(
    @CurrentCampus() campus: CampusRecord,
    @Query({ schema: directorySearchQuerySchema }) query: DirectorySearchQuery,
  ): Promise<Page<DirectoryPupilRow>> {
    return this.search.pupils(campus, query);
  }

  @Get('classes')
  @ApiOperation({ summary: 'Chercher une classe de l’annuaire' })
  @Access('manager')
  @ApiOkResponse({ standardSchema: directoryClassPageSchema })
  classes(
    @CurrentCampus() campus: CampusRecord,
    @Query({ schema: directorySearchQuerySchema }) query: DirectorySearchQuery,
  ): Promise<Page<DirectoryClassRow>> {
    return this.search.classes(campus, query);
  }

  @Get('users')
  @ApiOperation({ summary: 'Chercher un utilisateur de l’ENT' })
  @Access('manager')
  @ApiOkResponse({ standardSchema: directoryUserPageSchema })
  searchUsers(
    @CurrentCampus() campus: CampusRecord,
    @Query({ schema: directorySearchQuerySchema }) query: DirectorySearchQuery,
  ): Promise<Page<DirectoryUser>> {
    return this.search.users(campus, query);
  }
}
