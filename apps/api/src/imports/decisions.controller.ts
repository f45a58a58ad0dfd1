import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  approveBodySchema,
  decisionAnswerSchema,
  reasonBodySchema,
  type ApproveBody,
  type DecisionAnswer,
  type ReasonBody,
  type User,
} from '@timetable/contracts';
import { Access } from '../auth/access.decorator.js';
import { CurrentUser } from '../http/request-parts.decorator.js';
import { ApiProblems } from '../openapi/api-problems.decorator.js';
import { DecisionsService } from './decisions.service.js';

@ApiTags('Décisions')
@Controller('imports/:importId')
export class DecisionsController {
  constructor(private readonly decisions: DecisionsService) {}

  @Post('approve')
  @ApiOperation({ summary: 'Intégrer quand même le plan affiché' })
  @ApiProblems('plan_changed', 'superseded', 'already_decided')
  @HttpCode(202)
  @Access('manager')
  @ApiAcceptedResponse({ standardSchema: decisionAnswerSchema })
  approve(
    @Param('importId') importId: string,
    @Body({ schema: approveBodySchema }) body: ApproveBody,
    @CurrentUser() user: User,
  ): Promise<DecisionAnswer> {
    return this.decisions.approve(importId, body, user);
  }

  @Post('refuse')
  @ApiOperation({ summary: 'Écarter un import en attente' })
  @ApiProblems('superseded', 'already_decided')
  @HttpCode(200)
  @Access('manager')
  @ApiOkResponse({ standardSchema: decisionAnswerSchema })
  refuse(
    @Param('importId') importId: string,
    @Body({ schema: reasonBodySchema }) body: ReasonBody,
    @CurrentUser() user: User,
  ): Promise<DecisionAnswer> {
    return this.decisions.refuse(importId, body, user);
  }

  @Post('cancel')
  @ApiOperation({ summary: 'Annuler un import qui n’a encore rien écrit' })
  @ApiProblems('not_cancellable')
  @HttpCode(202)
  @Access('manager')
  @ApiAcceptedResponse({ standardSchema: decisionAnswerSchema })
  cancel(
    @Param('importId') importId: string,
    @Body({ schema: reasonBodySchema }) body: ReasonBody,
    @CurrentUser() user: User,
  ): Promise<DecisionAnswer> {
    return this.decisions.cancel(importId, body, user);
  }

  @Post('retry')
  @ApiOperation({ summary: 'Relancer un import interrompu' })
  @ApiProblems('not_interrupted')
  @HttpCode(202)
  @Access('operator')
  @ApiAcceptedResponse({ standardSchema: decisionAnswerSchema })
  retry(
    @Param('importId') importId: string,
    @Body({ schema: reasonBodySchema }) body: ReasonBody,
    @CurrentUser() user: User,
  ): Promise<DecisionAnswer> {
    return this.decisions.retry(importId, body, user);
  }
}
