import { Injectable } from '@nestjs/common';
import type { LoginAnswer, LoginBody } from '@timetable/contracts';
import { StaffAccountRepository, type SignInProof } from '@timetable/persistence';
import type { Response } from 'express';
import { ApiError } from '../errors/api-error.js';
import type { ApiRequest } from '../http/api-request.js';
import { AuthService } from './auth.service.js';
import { Cookies } from './cookies.js';
import { KnownDevices } from './known-devices.js';
import { LoginAttempts } from './login-attempts.js';
import { attemptKeys } from './login-throttle.js';
import { RefusedSignIns } from './refused-sign-ins.js';
import { TOKEN_LIFETIME_S } from './token.service.js';

/** What signing in is for a browser, the session, and the browser is known from now on. */
@Injectable()
export class SignInService {
  constructor(
    private readonly auth: AuthService,
    private readonly attempts: LoginAttempts,
    private readonly devices: KnownDevices,
    private readonly accounts: StaffAccountRepository,
    private readonly cookies: Cookies,
    private readonly refused: RefusedSignIns,
  ) {}

  /** @throws ApiError `bad_credentials` */
  async signIn(credentials: LoginBody, request: ApiRequest, response: Response): Promise<LoginAnswer> {
    const answer = await this.auth.login(credentials).catch((error: unknown) => {
      if (error instanceof ApiError && error.code === 'bad_credentials')
        this.refused.note(credentials.login, request.ip ?? '');
      throw error;
    });
    this.attempts.succeeded(attemptKeys(request));
    this.#keep(response, answer);
    await this.devices.remember(request, response, answer.user.login);
    return answer;
  }

  /**
   * Of whom a provider of identities says who they are.
   * @throws ApiError `bad_credentials` when the account went meanwhile
   */
  async vouchedFor(login: string, proof: SignInProof, response: Response): Promise<void> {
    const account = await this.accounts.find(login);
    const answer = account && (await this.auth.open(account, proof));
    if (answer === undefined) throw new ApiError('bad_credentials', 'Ce compte n’existe plus.');
    this.#keep(response, answer);
  }

  #keep(response: Response, { token }: LoginAnswer): void {
    this.cookies.keep(response, 'session', token, TOKEN_LIFETIME_S);
  }
}
