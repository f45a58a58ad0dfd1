import { Inject, Injectable, Logger } from '@nestjs/common';
import { RefusedSignInRepository, StaffAccountRepository, type LatestRefusal } from '@timetable/persistence';
import { Quiet } from '@timetable/runtime';
import type { Clock } from '@timetable/settings';
import { CLOCK } from '../ports/ports.module.js';

const SHOWN_MS = 7 * 24 * 3_600_000;

/** Wrong passwords of people, for whoever looks after accounts. In the background: whether an account exists shows in no answer's time. */
@Injectable()
export class RefusedSignIns {
  readonly #logger = new Logger('RefusedSignIns');
  readonly #noted = new Quiet();

  constructor(
    private readonly accounts: StaffAccountRepository,
    private readonly refused: RefusedSignInRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  note(login: string, address: string): void {
    this.#noted.tell(
      login,
      () => this.#write(login, address),
      (error) => {
        this.#logger.warn({ err: error }, 'refused sign-in not noted');
      },
    );
  }

  /** Of each of these that had one within the week. */
  latest(kind: 'staff' | 'deposit', logins: readonly string[]): Promise<ReadonlyMap<string, LatestRefusal>> {
    return this.refused.latest(kind, logins, new Date(this.clock.now().getTime() - SHOWN_MS));
  }

  async #write(login: string, address: string): Promise<void> {
    const account = await this.accounts.find(login);
    if (account === undefined) return;
    const { campusCode } = account;
    await this.refused.note({ account: 'staff', login, campusCode, address, at: this.clock.now() });
  }
}

/** @param usedAt after which a refusal still matters; null: it was never used */
export const toLastRefusal = (
  refusal: LatestRefusal | undefined,
  usedAt: Date | null = null,
): { at: string; address: string } | null =>
  refusal === undefined || (usedAt !== null && usedAt > refusal.at)
    ? null
    : { at: refusal.at.toISOString(), address: refusal.address };
