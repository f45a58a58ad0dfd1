import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import {
  depositAccountPatchSchema,
  depositAccountSchema,
  depositCredentialsSchema,
  newDepositAccountSchema,
  depositAccountPageSchema,
  pageQuerySchema,
  type DepositAccount,
  type DepositAccountPatch,
  type DepositCredentials,
  type NewDepositAccount,
  type Page,
  type PageQuery,
  type User,
} from '@timetable/contracts';
import type { CampusRecord } from '@timetable/persistence';
import { Access } from '../auth/access.decorator.js';
import { CurrentCampus, CurrentUser } from '../http/request-parts.decorator.js';
import { ApiProblems } from '../openapi/api-problems.decorator.js';
import { DepositAccountsService } from './deposit-accounts.service.js';

@ApiTags('Comptes d’accès')
@ApiParam({ name: 'campus', type: String })
@Access('manager')
@Controller('campuses/:campus/deposit-accounts')
export class DepositAccountsController {
  constructor(private readonly accounts: DepositAccountsService) {}

  @Get()
  @ApiOperation({ summary: 'Les comptes d’accès' })
  @ApiOkResponse({ standardSchema: depositAccountPageSchema })
  list(
    @CurrentCampus() campus: CampusRecord,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<DepositAccount>> {
    return this.accounts.list(campus, query);
  }

  @Post()
  @ApiOperation({ summary: 'Créer un compte d’accès : son mot de passe n’est montré qu’ici' })
  @ApiProblems('first_import_required', 'account_exists', 'too_many_accounts', 'unknown_user')
  @ApiCreatedResponse({ standardSchema: depositCredentialsSchema })
  create(
    @CurrentCampus() campus: CampusRecord,
    @Body({ schema: newDepositAccountSchema }) body: NewDepositAccount,
    @CurrentUser() user: User,
  ): Promise<DepositCredentials> {
    return this.accounts.create(campus, body, user);
  }

  @Patch(':login')
  @ApiOperation({ summary: 'Cocher ou décocher la notification' })
  @ApiOkResponse({ standardSchema: depositAccountSchema })
  change(
    @CurrentCampus() campus: CampusRecord,
    @Param('login') login: string,
    @Body({ schema: depositAccountPatchSchema }) body: DepositAccountPatch,
    @CurrentUser() user: User,
  ): Promise<DepositAccount> {
    return this.accounts.change(campus, login, body, user);
  }

  @Delete(':login')
  @ApiOperation({ summary: 'Supprimer un compte d’accès' })
  @HttpCode(204)
  @ApiNoContentResponse()
  delete(
    @CurrentCampus() campus: CampusRecord,
    @Param('login') login: string,
    @CurrentUser() user: User,
  ): Promise<void> {
    return this.accounts.delete(campus, login, user);
  }

  @Post(':login/password')
  @ApiOperation({ summary: 'Générer un nouveau mot de passe' })
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: depositCredentialsSchema })
  changePassword(
    @CurrentCampus() campus: CampusRecord,
    @Param('login') login: string,
    @CurrentUser() user: User,
  ): Promise<DepositCredentials> {
    return this.accounts.changePassword(campus, login, user);
  }
}
