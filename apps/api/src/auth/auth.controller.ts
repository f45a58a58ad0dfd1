import { Body, Controller, Get, HttpCode, Patch, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  loginAnswerSchema,
  loginBodySchema,
  mePatchSchema,
  meSchema,
  ownPasswordSchema,
  logoutQuerySchema,
  type LoginAnswer,
  type LoginBody,
  type LogoutQuery,
  type Me,
  type MePatch,
  type OwnPassword,
  type User,
} from '@timetable/contracts';
import type { Response } from 'express';
import type { ApiRequest } from '../http/api-request.js';
import { CurrentSession, CurrentUser } from '../http/request-parts.decorator.js';
import { ApiProblems } from '../openapi/api-problems.decorator.js';
import { Access } from './access.decorator.js';
import { AuthService } from './auth.service.js';
import { Cookies } from './cookies.js';
import { KnownDevices } from './known-devices.js';
import { LoginAttempts } from './login-attempts.js';
import { attemptKeys } from './login-throttle.js';
import { LoginThrottlerGuard } from './login-throttler.guard.js';
import { OwnAccountService } from './own-account.service.js';
import { SignInService } from './sign-in.service.js';

type Session = NonNullable<ApiRequest['session']>;

@ApiTags('Connexion')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly own: OwnAccountService,
    private readonly attempts: LoginAttempts,
    private readonly signIn: SignInService,
    private readonly devices: KnownDevices,
    private readonly cookies: Cookies,
  ) {}

  @Post('login')
  @ApiOperation({ summary: 'Ouvrir une session', security: [] })
  @ApiProblems('bad_credentials', 'too_many_requests')
  @HttpCode(200)
  @Access('public')
  @UseGuards(LoginThrottlerGuard)
  @ApiOkResponse({ standardSchema: loginAnswerSchema })
  login(
    @Body({ schema: loginBodySchema }) body: LoginBody,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LoginAnswer> {
    return this.signIn.signIn(body, request, response);
  }

  @Post('logout')
  @ApiOperation({ summary: 'Fermer la session' })
  @HttpCode(204)
  @Access('viewer')
  @ApiNoContentResponse()
  async logout(
    @CurrentUser() user: User,
    @CurrentSession() session: Session,
    @Query({ schema: logoutQuerySchema }) query: LogoutQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.auth.logout(user.login, session.id, query.everywhere);
    this.cookies.forget(response, 'session');
  }

  @Get('me')
  @ApiOperation({ summary: 'La personne connectée : ses droits, ses préférences, la fin de sa session' })
  @Access('viewer')
  @ApiOkResponse({ standardSchema: meSchema })
  me(@CurrentUser() user: User, @CurrentSession() session: Session): Promise<Me> {
    return this.own.me(user, session);
  }

  @Patch('me')
  @ApiOperation({ summary: 'Changer son adresse, ou quand on reçoit des messages' })
  @Access('viewer')
  @ApiOkResponse({ standardSchema: meSchema })
  async changeMe(
    @CurrentUser() user: User,
    @CurrentSession() session: Session,
    @Body({ schema: mePatchSchema }) body: MePatch,
  ): Promise<Me> {
    await this.own.change(user, body);
    return this.own.me(user, session);
  }

  @Post('password')
  @ApiOperation({
    summary:
      'Changer son mot de passe : ferme les autres sessions de la personne, et oublie ses autres navigateurs',
  })
  @ApiProblems('too_many_requests')
  @HttpCode(204)
  @Access('viewer')
  @UseGuards(LoginThrottlerGuard)
  @ApiNoContentResponse()
  async changePassword(
    @CurrentUser() user: User,
    @CurrentSession() session: Session,
    @Body({ schema: ownPasswordSchema }) body: OwnPassword,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.own.changePassword(user, session.id, body);
    this.attempts.succeeded(attemptKeys(request));
    await this.devices.remember(request, response, user.login);
  }
}
