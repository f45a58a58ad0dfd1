import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Settings } from '@timetable/settings';
import type { Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Access } from '../auth/access.decorator.js';
import { ApiError, notFound } from '../errors/api-error.js';
import { SETTINGS } from '../ports/ports.module.js';

/** The mails of `npm start`'s sink, so that a demonstration needs no mailbox. Only there: nothing answers elsewhere. */
@ApiExcludeController()
@Access('public')
@Controller('dev/mails')
export class DevMailsController {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  @Get()
  async mails(@Res() response: Response): Promise<void> {
    const { DEV_MAILS_URL: url } = this.settings;
    if (url === undefined) throw notFound('Cette adresse ne correspond à rien.');
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
    if (!answer?.ok || answer.body === null)
      throw new ApiError('unavailable', 'La boîte de démonstration ne répond pas.');
    response.type(answer.headers.get('content-type') ?? 'application/json');
    await pipeline(Readable.fromWeb(answer.body), response);
  }
}
