import type { Clock } from '@timetable/settings';
import type { AccountUse } from '@timetable/persistence';
import { LRUCache } from 'lru-cache';

export interface AccountUses {
  touch(use: AccountUse): Promise<void>;
}

const PRECISION_MS = 60_000;
const MAX_ACCOUNTS = 10_000;
const MAX_USER_AGENT_LENGTH = 200;

/** Notes when, from where and with which program an account was last used: once a minute is enough. */
export class LastUse {
  /** Login → from where it was used, for as long as that need not be written again. */
  readonly #written: LRUCache<string, string>;

  constructor(
    private readonly accounts: AccountUses,
    private readonly clock: Clock,
    private readonly onError: (error: unknown) => void,
  ) {
    this.#written = new LRUCache({
      max: MAX_ACCOUNTS,
      ttl: PRECISION_MS,
      perf: { now: () => clock.now().getTime() },
    });
  }

  /** In the background: a use that cannot be noted refuses nothing. */
  note(login: string, address: string, userAgent: string | undefined): void {
    const program = userAgent?.slice(0, MAX_USER_AGENT_LENGTH);
    const from = `${address} ${program ?? ''}`;
    if (this.#written.get(login) === from) return;
    this.#written.set(login, from);
    this.accounts
      .touch({ login, at: this.clock.now(), address, userAgent: program })
      .catch((error: unknown) => {
        this.#written.delete(login);
        this.onError(error);
      });
  }
}
