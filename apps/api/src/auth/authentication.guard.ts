import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { User } from '@timetable/contracts';
import { StaffAccountRepository, type StaffAccountRecord } from '@timetable/persistence';
import { ApiError } from '../errors/api-error.js';
import type { ApiRequest } from '../http/api-request.js';
import { accessOf } from './access.decorator.js';
import { sessionCookieOf } from './session-cookie.js';
import { TokenService } from './token.service.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

export const toUser = ({ login, name, role, campusCode }: StaffAccountRecord): User => ({
  login,
  name,
  role,
  campus: campusCode,
});

/** Who asks: from the bearer token, else from the session cookie. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokenService,
    private readonly accounts: StaffAccountRepository,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (accessOf(this.reflector, context) === 'public') return true;
    const request = context.switchToHttp().getRequest<ApiRequest>();
    const token = bearerOf(request) ?? cookieOf(request);
    if (token === undefined) throw new ApiError('unauthenticated', 'Connectez-vous pour continuer.');
    const claims = await this.tokens.read(token);
    const account = claims && (await this.accounts.find(claims.login));
    if (account === undefined || account.tokenVersion !== claims?.version)
      throw new ApiError('unauthenticated', 'Votre connexion a expiré : connectez-vous de nouveau.');
    request.user = toUser(account);
    return true;
  }
}

function bearerOf(request: ApiRequest): string | undefined {
  return /^Bearer +([\w.-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** The browser adds the cookie by itself: a request that another site made it send changes nothing. */
function cookieOf(request: ApiRequest): string | undefined {
  const site = request.headers['sec-fetch-site'];
  const isForeign = site !== undefined && site !== 'same-origin' && site !== 'none';
  return isForeign && !SAFE_METHODS.has(request.method) ? undefined : sessionCookieOf(request);
}
