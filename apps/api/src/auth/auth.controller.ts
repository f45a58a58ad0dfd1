import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  loginAnswerSchema,
  loginBodySchema,
  logoutQuerySchema,
  userSchema,
  type LoginAnswer,
  type LoginBody,
  type LogoutQuery,
  type User,
} from '@timetable/contracts';
import type { Settings } from '@timetable/settings';
import type { Response } from 'express';
import type { ApiRequest } from '../http/api-request.js';
import { CurrentUser } from '../http/request-parts.decorator.js';
import { SETTINGS } from '../ports/ports.module.js';
import { ApiProblems } from '../openapi/api-problems.decorator.js';
import { Access } from './access.decorator.js';
import { AuthService } from './auth.service.js';
import { LoginAttempts } from './login-attempts.js';
import { attemptKeys } from './login-throttle.js';
import { LoginThrottlerGuard } from './login-throttler.guard.js';
import { SESSION_COOKIE, sessionCookieOptions } from './session-cookie.js';

@ApiTags('Connexion')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly attempts: LoginAttempts,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Post('login')
  @ApiOperation({ summary: 'Ouvrir une session', security: [] })
  @ApiProblems('bad_credentials', 'too_many_requests')
  @HttpCode(200)
  @Access('public')
  @UseGuards(LoginThrottlerGuard)
  @ApiOkResponse({ standardSchema: loginAnswerSchema })
  async login(
    @Body({ schema: loginBodySchema }) body: LoginBody,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LoginAnswer> {
    const answer = await this.auth.login(body);
    this.attempts.succeeded(attemptKeys(request));
    response.cookie(SESSION_COOKIE, answer.token, sessionCookieOptions(this.settings));
    return answer;
  }

  @Post('logout')
  @ApiOperation({ summary: 'Fermer la session' })
  @HttpCode(204)
  @Access('viewer')
  @ApiNoContentResponse()
  async logout(
    @CurrentUser() user: User,
    @Query({ schema: logoutQuerySchema }) query: LogoutQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    if (query.everywhere) await this.auth.revokeTokens(user.login);
    response.clearCookie(SESSION_COOKIE, { path: '/' });
  }

  @Get('me')
  @ApiOperation({ summary: 'La personne connectée' })
  @Access('viewer')
  @ApiOkResponse({ standardSchema: userSchema })
  me(@CurrentUser() user: User): User {
    return user;
  }
}
