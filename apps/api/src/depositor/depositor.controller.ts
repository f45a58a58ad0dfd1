import { Body, Controller, Delete, Get, HttpCode, Post, Query, Res, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  depositCredentialsSchema,
  depositorLinkSchema,
  ownDepositAccountSchema,
  ownDepositPageSchema,
  pageQuerySchema,
  type DepositCredentials,
  type OwnDepositAccount,
  type DepositorLink,
  type OwnDeposit,
  type Page,
  type PageQuery,
} from '@timetable/contracts';
import type { DepositAccountHolder } from '@timetable/persistence';
import type { Response } from 'express';
import { Access } from '../auth/access.decorator.js';
import { LoginThrottlerGuard } from '../auth/login-throttler.guard.js';
import { ApiProblems } from '../openapi/api-problems.decorator.js';
import { CurrentDepositor, DepositorGuard } from './depositor.guard.js';
import { DepositorService } from './depositor.service.js';

const BY_LINK = 'Pour la personne d’un compte d’accès, venue par le lien de son message.';

/** The scheme of OpenAPI. */
const DEPOSITOR_SECURITY = [{ depositor: [] }];

/** Public for the guards of staff: who comes here has no account of theirs. */
@ApiTags('Déposants')
@Access('public')
@Controller('depositor')
export class DepositorController {
  constructor(private readonly depositors: DepositorService) {}

  @Post('session')
  @ApiOperation({ summary: 'Ouvrir ses pages par le lien d’un message', security: [] })
  @ApiProblems('link_expired')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: ownDepositAccountSchema })
  open(
    @Body({ schema: depositorLinkSchema }) { link }: DepositorLink,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OwnDepositAccount> {
    return this.depositors.open(link, response);
  }

  @Get('session')
  @ApiOperation({ summary: 'À qui sont ces pages', description: BY_LINK, security: DEPOSITOR_SECURITY })
  @ApiProblems('link_expired')
  @UseGuards(DepositorGuard)
  @ApiOkResponse({ standardSchema: ownDepositAccountSchema })
  who(@CurrentDepositor() holder: DepositAccountHolder): Promise<OwnDepositAccount> {
    return this.depositors.who(holder);
  }

  @Delete('session')
  @ApiOperation({ summary: 'Quitter ses pages', security: [] })
  @HttpCode(204)
  @ApiNoContentResponse()
  close(@Res({ passthrough: true }) response: Response): void {
    this.depositors.close(response);
  }

  @Get('deposits')
  @ApiOperation({
    summary: 'Ses propres dépôts, du plus récent au plus ancien',
    description: BY_LINK,
    security: DEPOSITOR_SECURITY,
  })
  @ApiProblems('link_expired')
  @UseGuards(DepositorGuard)
  @ApiOkResponse({ standardSchema: ownDepositPageSchema })
  deposits(
    @CurrentDepositor() holder: DepositAccountHolder,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<OwnDeposit>> {
    return this.depositors.deposits(holder, query);
  }

  @Post('password')
  @ApiOperation({
    summary: 'Un nouveau mot de passe pour son logiciel : l’ancien cesse de fonctionner',
    description: BY_LINK,
    security: DEPOSITOR_SECURITY,
  })
  @ApiProblems('link_expired', 'too_many_requests')
  @HttpCode(200)
  // Each costs a hash, a mail and a line of the audit.
  @UseGuards(DepositorGuard, LoginThrottlerGuard)
  @ApiOkResponse({ standardSchema: depositCredentialsSchema })
  changePassword(
    @CurrentDepositor() holder: DepositAccountHolder,
    @Res({ passthrough: true }) response: Response,
  ): Promise<DepositCredentials> {
    return this.depositors.changePassword(holder, response);
  }
}
