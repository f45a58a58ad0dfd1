import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { safeReturnPath } from '@timetable/contracts';
import type { Response } from 'express';
import { z } from 'zod';
import { ApiError } from '../../errors/api-error.js';
import { sendProblemPage } from '../../errors/problem-page.js';
import type { ApiRequest } from '../../http/api-request.js';
import { Access } from '../access.decorator.js';
import { BackChannelService } from './back-channel.service.js';
import { OpenIdService } from './openid.service.js';

const logoutSchema = z.object({ logout_token: z.string().min(1).max(16_000) });

/** Where a browser goes to sign in through the ENT, and comes back; and where the ENT says that somebody has signed out. */
@ApiExcludeController()
@Access('public')
@Controller('api/openid')
export class OpenIdController {
  constructor(
    private readonly openid: OpenIdService,
    private readonly backChannel: BackChannelService,
  ) {}

  @Get()
  async begin(@Query('retour') wanted: unknown, @Res() response: Response): Promise<void> {
    const page = await this.openid.begin(safeReturnPath(wanted), response);
    response.redirect(303, page.href);
  }

  /** Its parameters are the provider's to choose. */
  @Get('retour')
  async finish(@Req() request: ApiRequest, @Res() response: Response): Promise<void> {
    try {
      response.redirect(303, await this.openid.finish(request, response));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // The provider's answer is good once: nobody comes back to it.
      sendProblemPage(request, response, error, '/');
    }
  }

  @Post('deconnexion')
  @HttpCode(200)
  async signOut(
    @Body({ schema: logoutSchema }) { logout_token: token }: z.output<typeof logoutSchema>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    response.setHeader('Cache-Control', 'no-store');
    await this.backChannel.signOut(token);
  }
}
