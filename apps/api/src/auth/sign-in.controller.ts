import { Controller, Get, Inject, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { loginBodySchema } from '@timetable/contracts';
import type { Settings } from '@timetable/settings';
import type { Response } from 'express';
import { ApiError } from '../errors/api-error.js';
import type { ApiRequest } from '../http/api-request.js';
import { SETTINGS } from '../ports/ports.module.js';
import { Access } from './access.decorator.js';
import { AuthService } from './auth.service.js';
import { LoginAttempts } from './login-attempts.js';
import { attemptKeys } from './login-throttle.js';
import { LoginThrottlerGuard } from './login-throttler.guard.js';
import { comesFromAnotherSite, fromAnotherSite } from './request-origin.js';
import { safeReturnPath, SIGN_IN_PATH } from './return-path.js';
import { SESSION_COOKIE, sessionCookieOptions } from './session-cookie.js';
import { sendSignInPage } from './sign-in-page.js';

/** For who opens a page of ours, from a link of a mail for instance: asks who is there, and goes on to the page. */
@ApiExcludeController()
@Access('public')
@Controller(SIGN_IN_PATH)
export class SignInController {
  constructor(
    private readonly auth: AuthService,
    private readonly attempts: LoginAttempts,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  ask(@Query('retour') wanted: unknown, @Res() response: Response): void {
    sendSignInPage(response, { returnTo: safeReturnPath(wanted) });
  }

  @Post()
  @UseGuards(LoginThrottlerGuard)
  async signIn(
    @Query('retour') wanted: unknown,
    @Req() request: ApiRequest,
    @Res() response: Response,
  ): Promise<void> {
    const returnTo = safeReturnPath(wanted);
    // Another site must not sign a person in under an account of its own.
    if (comesFromAnotherSite(request, this.settings.PUBLIC_URL)) throw fromAnotherSite();
    const form = loginBodySchema.safeParse(request.body);
    if (!form.success) {
      const error = 'Indiquez votre identifiant et votre mot de passe.';
      sendSignInPage(response, { returnTo, error, status: 400 });
      return;
    }
    try {
      const { token } = await this.auth.login(form.data);
      this.attempts.succeeded(attemptKeys(request));
      response.cookie(SESSION_COOKIE, token, sessionCookieOptions(this.settings)).redirect(303, returnTo);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { message, status } = error;
      sendSignInPage(response, { returnTo, login: form.data.login, error: message, status });
    }
  }
}
