import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { User } from '@timetable/contracts';
import { StaffAccountRepository, type StaffAccountRecord } from '@timetable/persistence';
import type { Settings } from '@timetable/settings';
import { ApiError } from '../errors/api-error.js';
import type { ApiRequest } from '../http/api-request.js';
import { SETTINGS } from '../ports/ports.module.js';
import { accessOf } from './access.decorator.js';
import { comesFromAnotherSite } from './request-origin.js';
import { sessionCookieOf } from './session-cookie.js';
import { TokenService, type TokenContent } from './token.service.js';

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
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (accessOf(this.reflector, context) === 'public') return true;
    const request = context.switchToHttp().getRequest<ApiRequest>();
    const token = bearerOf(request) ?? this.#cookieOf(request);
    if (token === undefined) throw new ApiError('unauthenticated', 'Connectez-vous pour continuer.');
    const claims = await this.tokens.read(token);
    const account = claims && (await this.accounts.find(claims.login));
    if (account === undefined || claims === undefined || !isInForce(claims, account))
      throw new ApiError('unauthenticated', 'Votre connexion a expiré : connectez-vous de nouveau.');
    request.user = toUser(account);
    request.session = { id: claims.session, expiresAt: claims.expiresAt };
    return true;
  }

  /** The browser adds the cookie by itself: a request that another site made it send changes nothing. */
  #cookieOf(request: ApiRequest): string | undefined {
    const isLedAstray =
      !SAFE_METHODS.has(request.method) && comesFromAnotherSite(request, this.settings.PUBLIC_URL);
    return isLedAstray ? undefined : sessionCookieOf(request);
  }
}

/** A change of one's own password ends every session but the one it was made in. */
const isInForce = (
  { version, session }: TokenContent,
  { tokenVersion, keptSession }: StaffAccountRecord,
): boolean => version === tokenVersion || session === keptSession;

function bearerOf(request: ApiRequest): string | undefined {
  return /^Bearer +([\w.-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
}
