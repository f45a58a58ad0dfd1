import { Injectable } from '@nestjs/common';
import type { LoginAnswer, LoginBody } from '@timetable/contracts';
import { hashPassword, StaffAccountRepository, verifyPassword } from '@timetable/persistence';
import { ApiError } from '../errors/api-error.js';
import { toUser } from './authentication.guard.js';
import { generatePassword } from './password.js';
import { TokenService } from './token.service.js';

@Injectable()
export class AuthService {
  /** Compared with when the login is unknown, so that an answer takes as long as for a known one. */
  readonly #decoy = hashPassword(generatePassword());

  constructor(
    private readonly accounts: StaffAccountRepository,
    private readonly tokens: TokenService,
  ) {}

  /** @throws ApiError `bad_credentials`, the same for an unknown login and a wrong password */
  async login({ login, password }: LoginBody): Promise<LoginAnswer> {
    const hash = (await this.accounts.passwordHash(login)) ?? (await this.#decoy);
    const isRight = await verifyPassword(password, hash);
    const account = isRight ? await this.accounts.find(login) : undefined;
    if (account === undefined)
      throw new ApiError('bad_credentials', 'L’identifiant ou le mot de passe n’est pas le bon.');
    const { token, expiresAt } = await this.tokens.issue({ login, version: account.tokenVersion });
    return { token, expiresAt: expiresAt.toISOString(), user: toUser(account) };
  }

  /** Ends every session of the person, on every device: tokens already given are worth nothing any more. */
  async revokeTokens(login: string): Promise<void> {
    await this.accounts.revokeTokens(login);
  }
}
