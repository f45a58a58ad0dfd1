import {
  createParamDecorator,
  Inject,
  Injectable,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { DepositAccountHolder } from '@timetable/persistence';
import type { Settings } from '@timetable/settings';
import { comesFromAnotherSite, fromAnotherSite } from '../auth/request-origin.js';
import { ApiError } from '../errors/api-error.js';
import type { ApiRequest } from '../http/api-request.js';
import { present } from '../http/request-parts.decorator.js';
import { SETTINGS } from '../ports/ports.module.js';
import { DepositorSession } from './depositor-session.js';

/** Lets in whom the link of a mail has let in, to what is theirs: staff have no business here, nor they elsewhere. */
@Injectable()
export class DepositorGuard implements CanActivate {
  constructor(
    private readonly sessions: DepositorSession,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    const holder = await this.sessions.holderOf(request);
    if (holder === undefined)
      throw new ApiError(
        'link_expired',
        'Cette page ne s’ouvre que par le lien d’un message que vous avez reçu, et se referme au bout d’une heure : ouvrez ce lien de nouveau.',
      );
    if (request.method !== 'GET' && comesFromAnotherSite(request, this.settings.PUBLIC_URL))
      throw fromAnotherSite();
    request.depositor = holder;
    return true;
  }
}

/** The depositor who asks. */
export const CurrentDepositor = createParamDecorator(
  (_: unknown, context: ExecutionContext): DepositAccountHolder =>
    present(context.switchToHttp().getRequest<ApiRequest>().depositor, 'CurrentDepositor'),
);
