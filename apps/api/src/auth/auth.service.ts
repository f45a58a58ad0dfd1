import { Injectable } from '@nestjs/common';
import type { LoginAnswer, LoginBody } from '@timetable/contracts';
import {
  StaffAccountRepository,
  StaffSessionRepository,
  type SignInProof,
  type StaffAccountRecord,
} from '@timetable/persistence';
import { ApiError } from '../errors/api-error.js';
import { toUser } from './authentication.guard.js';
import { Passwords } from './passwords.js';
import { TOKEN_LIFETIME_S, TokenService } from './token.service.js';

@Injectable()
export class AuthService {
  constructor(
    private readonly accounts: StaffAccountRepository,
    private readonly sessions: StaffSessionRepository,
    private readonly tokens: TokenService,
    private readonly passwords: Passwords,
  ) {}

  /** @throws ApiError `bad_credentials`, the same for an unknown login and a wrong password */
  async login({ login, password }: LoginBody): Promise<LoginAnswer> {
    const hash = await this.accounts.passwordHash(login);
    const isRight = await this.passwords.verify(password, hash);
    const account = isRight ? await this.accounts.find(login) : undefined;
    const answer =
      account && hash !== undefined ? await this.open(account, { passwordHash: hash }) : undefined;
    if (answer === undefined)
      throw new ApiError('bad_credentials', 'L’identifiant ou le mot de passe n’est pas le bon.');
    return answer;
  }

  /** Undefined when what proves who it is has changed meanwhile. */
  async open(account: StaffAccountRecord, proof: SignInProof): Promise<LoginAnswer | undefined> {
    const life = lifeFrom(Date.now());
    const session = await this.sessions.open(account.login, proof, life);
    if (session === undefined) return undefined;
    const token = await this.tokens.issue({ session, expiresAt: life.expiresAt });
    return { token, expiresAt: life.expiresAt.toISOString(), user: toUser(account) };
  }

  /** Ends this session of the person, or every one, on every device: the token is worth nothing any more. */
  async logout(login: string, session: string, everywhere: boolean): Promise<void> {
    await (everywhere ? this.sessions.endAll(login) : this.sessions.end(login, session));
  }
}

/** In whole seconds, as tokens count. */
function lifeFrom(nowMs: number): { createdAt: Date; expiresAt: Date } {
  const expiresAt = new Date((Math.floor(nowMs / 1000) + TOKEN_LIFETIME_S) * 1000);
  return { createdAt: new Date(nowMs), expiresAt };
}
