import { Controller, Get, Inject, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { loginBodySchema } from '@timetable/contracts';
import type { Settings } from '@timetable/settings';
import type { Response } from 'express';
import { ApiError } from '../errors/api-error.js';
import type { ApiRequest } from '../http/api-request.js';
import { SETTINGS } from '../ports/ports.module.js';
import { Access } from './access.decorator.js';
import { LoginThrottlerGuard } from './login-throttler.guard.js';
import { comesFromAnotherSite, fromAnotherSite } from './request-origin.js';
import { safeReturnPath, SIGN_IN_PATH } from './return-path.js';
import { sendSignInPage } from './sign-in-page.js';
import { SignInService } from './sign-in.service.js';

/** For who opens a page of ours, from a link of a mail for instance: asks who is there, and goes on to the page. */
@ApiExcludeController()
@Access('public')
@Controller(SIGN_IN_PATH)
export class SignInController {
  constructor(
    private readonly people: SignInService,
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
      await this.people.signIn(form.data, request, response);
      response.redirect(303, returnTo);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { message, status } = error;
      sendSignInPage(response, { returnTo, login: form.data.login, error: message, status });
    }
  }
}
