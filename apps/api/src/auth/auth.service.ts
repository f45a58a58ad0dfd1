import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { LoginAnswer, LoginBody } from '@timetable/contracts';
import type { Clock, Settings } from '@timetable/settings';
import {
  hashPassword,
  StaffAccountRepository,
  StaffSessionRepository,
  verifyPassword,
} from '@timetable/persistence';
import { ApiError } from '../errors/api-error.js';
import { CLOCK, SETTINGS } from '../ports/ports.module.js';
import { toUser } from './authentication.guard.js';
import { generatePassword } from './password.js';
import { TOKEN_LIFETIME_S, TokenService } from './token.service.js';

const FIRST_OPERATOR = 'admin';

@Injectable()
export class AuthService implements OnApplicationBootstrap {
  /** Compared with when the login is unknown, so that an answer takes as long as for a known one. */
  readonly #decoy = hashPassword(generatePassword());

  constructor(
    private readonly accounts: StaffAccountRepository,
    private readonly sessions: StaffSessionRepository,
    private readonly tokens: TokenService,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The first operator, when `ADMIN_PASSWORD` is set and nobody is called `admin` yet. */
  async onApplicationBootstrap(): Promise<void> {
    const password = this.settings.ADMIN_PASSWORD;
    if (password === undefined || (await this.accounts.find(FIRST_OPERATOR)) !== undefined) return;
    await this.accounts.create(
      {
        login: FIRST_OPERATOR,
        name: 'Exploitant',
        role: 'operator',
        campusCode: null,
        passwordHash: await hashPassword(password),
      },
      { login: FIRST_OPERATOR, at: this.clock.now() },
    );
  }

  /** @throws ApiError `bad_credentials`, the same for an unknown login and a wrong password */
  async login({ login, password }: LoginBody): Promise<LoginAnswer> {
    const hash = (await this.accounts.passwordHash(login)) ?? (await this.#decoy);
    const isRight = await verifyPassword(password, hash);
    const account = isRight ? await this.accounts.find(login) : undefined;
    const life = lifeFrom(Date.now());
    const session = account && (await this.sessions.open(login, life));
    if (account === undefined || session === undefined)
      throw new ApiError('bad_credentials', 'L’identifiant ou le mot de passe n’est pas le bon.');
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
