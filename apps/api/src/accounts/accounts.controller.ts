import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  createdStaffAccountSchema,
  newStaffAccountSchema,
  staffAccountPageSchema,
  staffAccountPatchSchema,
  staffAccountSchema,
  pageQuerySchema,
  type CreatedStaffAccount,
  type NewStaffAccount,
  type Page,
  type PageQuery,
  type StaffAccount,
  type StaffAccountPatch,
  type User,
} from '@timetable/contracts';
import { Access } from '../auth/access.decorator.js';
import { CurrentUser } from '../http/request-parts.decorator.js';
import { ApiProblems } from '../openapi/api-problems.decorator.js';
import { AccountsService } from './accounts.service.js';

@ApiTags('Comptes des personnes')
@Access('operator')
@Controller('accounts')
export class AccountsController {
  constructor(private readonly accounts: AccountsService) {}

  @Get()
  @ApiOperation({ summary: 'Les comptes des personnes' })
  @ApiOkResponse({ standardSchema: staffAccountPageSchema })
  list(@Query({ schema: pageQuerySchema }) query: PageQuery): Promise<Page<StaffAccount>> {
    return this.accounts.list(query);
  }

  @Post()
  @ApiOperation({ summary: 'Créer un compte d’exploitant, de gestionnaire ou de lecteur' })
  @ApiProblems('not_found', 'account_exists')
  @ApiCreatedResponse({ standardSchema: createdStaffAccountSchema })
  create(
    @Body({ schema: newStaffAccountSchema }) body: NewStaffAccount,
    @CurrentUser() user: User,
  ): Promise<CreatedStaffAccount> {
    return this.accounts.create(body, user);
  }

  @Patch(':login')
  @ApiOperation({ summary: 'Changer le nom, l’adresse ou la préférence de messages d’un compte' })
  @ApiOkResponse({ standardSchema: staffAccountSchema })
  change(
    @Param('login') login: string,
    @Body({ schema: staffAccountPatchSchema }) body: StaffAccountPatch,
    @CurrentUser() user: User,
  ): Promise<StaffAccount> {
    return this.accounts.change(login, body, user);
  }

  @Post(':login/password')
  @ApiOperation({ summary: 'Générer un nouveau mot de passe' })
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: createdStaffAccountSchema })
  changePassword(@Param('login') login: string, @CurrentUser() user: User): Promise<CreatedStaffAccount> {
    return this.accounts.changePassword(login, user);
  }

  @Delete(':login')
  @ApiOperation({ summary: 'Supprimer un compte' })
  @HttpCode(204)
  @ApiNoContentResponse()
  delete(@Param('login') login: string, @CurrentUser() user: User): Promise<void> {
    return this.accounts.delete(login, user);
  }
}
