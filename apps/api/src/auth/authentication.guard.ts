import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { User } from '@timetable/contracts';
import { StaffAccountRepository, type StaffAccountRecord } from '@timetable/persistence';
import type { Settings } from '@timetable/settings';
import { ApiError } from '../errors/api-error.js';
import type { ApiRequest } from '../http/api-request.js';
import { SETTINGS } from '../ports/ports.module.js';
import { accessOf } from './access.decorator.js';
import { Cookies } from './cookies.js';
import { comesFromAnotherSite, fromAnotherSite } from './request-origin.js';
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
    private readonly cookies: Cookies,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = accessOf(this.reflector, context);
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<ApiRequest>();
    const token = bearerOf(request) ?? this.#cookieOf(request);
    const isKnown = token !== undefined && (await this.#identify(request, token));
    if (isKnown || access === 'anyone') return true;
    throw new ApiError(
      'unauthenticated',
      token === undefined
        ? 'Connectez-vous pour continuer.'
        : 'Votre connexion a expiré : connectez-vous de nouveau.',
    );
  }

  /** False when the token is not, or no longer, worth anything. */
  async #identify(request: ApiRequest, token: string): Promise<boolean> {
    const content = await this.tokens.read(token);
    const account = content && (await this.accounts.findBySession(content.session, new Date()));
    if (account === undefined || content === undefined) return false;
    request.user = toUser(account);
    request.session = { id: content.session, expiresAt: content.expiresAt };
    return true;
  }

  /**
   * The browser adds the cookie by itself: a request that another site made it send changes nothing.
   * @throws ApiError `forbidden` for such a request
   */
  #cookieOf(request: ApiRequest): string | undefined {
    const token = this.cookies.of(request, 'session');
    if (token === undefined || SAFE_METHODS.has(request.method)) return token;
    if (comesFromAnotherSite(request, this.settings.PUBLIC_URL)) throw fromAnotherSite();
    return token;
  }
}

function bearerOf(request: ApiRequest): string | undefined {
  return /^Bearer +([\w.-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
}
