import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { StaffAccountRepository } from '@timetable/persistence';
import type { Clock, Settings } from '@timetable/settings';
import { CLOCK, SETTINGS } from '../ports/ports.module.js';
import { Passwords } from './passwords.js';

const LOGIN = 'admin';

/** Somebody to begin with, who makes the other accounts; and a word at start when a failure would be told to nobody. */
@Injectable()
export class FirstOperator implements OnApplicationBootstrap {
  readonly #logger = new Logger('FirstOperator');

  constructor(
    private readonly accounts: StaffAccountRepository,
    private readonly passwords: Passwords,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.#create();
    if (await this.accounts.isSomeOperatorTold()) return;
    this.#logger.warn(
      'no operator has an address and wants mails: interrupted imports are told to nobody (PATCH /api/v1/auth/me)',
    );
  }

  /** When `ADMIN_PASSWORD` is set and nobody is called `admin` yet. The address is theirs to change from then on. */
  async #create(): Promise<void> {
    const { ADMIN_PASSWORD: password, ADMIN_EMAIL: email } = this.settings;
    if (password === undefined || (await this.accounts.find(LOGIN)) !== undefined) return;
    await this.accounts.create(
      {
        ...{ login: LOGIN, name: 'Exploitant', role: 'operator', campusCode: null, email },
        passwordHash: await this.passwords.hash(password),
      },
      { login: LOGIN, at: this.clock.now() },
    );
  }
}
