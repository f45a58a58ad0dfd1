import { Body, Controller, Get, Put, Query, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  directoryBodySchema,
  directoryCountsSchema,
  directoryUserPageSchema,
  userSearchQuerySchema,
  type DirectoryBody,
  type DirectoryCounts,
  type DirectoryUser,
  type Page,
  type User,
  type UserSearchQuery,
} from '@timetable/contracts';
import type { CampusRecord } from '@timetable/persistence';
import { Access } from '../auth/access.decorator.js';
import { LargeJsonInterceptor } from '../http/large-json.interceptor.js';
import { CurrentCampus, CurrentUser } from '../http/request-parts.decorator.js';
import { DirectoryService } from './directory.service.js';

@ApiTags('Annuaire')
@ApiParam({ name: 'campus', type: String })
@Controller('campuses/:campus/directory')
export class DirectoryController {
  constructor(private readonly directory: DirectoryService) {}

  @Put()
  @ApiOperation({ summary: 'Charger l’annuaire : chaque liste donnée remplace la précédente' })
  @Access('manager')
  @UseInterceptors(LargeJsonInterceptor)
  @ApiOkResponse({ standardSchema: directoryCountsSchema })
  replace(
    @CurrentCampus() campus: CampusRecord,
    @Body({ schema: directoryBodySchema }) body: DirectoryBody,
    @CurrentUser() user: User,
  ): Promise<DirectoryCounts> {
    return this.directory.replace(campus, body, user);
  }

  @Get('users')
  @ApiOperation({ summary: 'Chercher un utilisateur de l’ENT' })
  @Access('manager')
  @ApiOkResponse({ standardSchema: directoryUserPageSchema })
  searchUsers(
    @CurrentCampus() campus: CampusRecord,
    @Query({ schema: userSearchQuerySchema }) query: UserSearchQuery,
  ): Promise<Page<DirectoryUser>> {
    return this.directory.searchUsers(campus, query);
  }
}
