import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
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
import { DecisionsService } from './decisions.service.js';

@ApiTags('Décisions')
@Controller('imports/:importId')
export class DecisionsController {
  constructor(private readonly decisions: DecisionsService) {}

  @Post('approve')
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
