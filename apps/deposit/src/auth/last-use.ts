import type { Clock } from '@timetable/settings';
import type { AccountUse } from '@timetable/persistence';

export interface AccountUses {
  touch(use: AccountUse): Promise<void>;
}

const PRECISION_MS = 60_000;
const MAX_ACCOUNTS = 10_000;
const MAX_USER_AGENT_LENGTH = 200;

/** Notes when, from where and with which program an account was last used: once a minute is enough. */
export class LastUse {
  /** Login → what was last written, and when. */
  readonly #written = new Map<string, { atMs: number; from: string }>();

  constructor(
    private readonly accounts: AccountUses,
    private readonly clock: Clock,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** In the background: a use that cannot be noted refuses nothing. */
  note(login: string, address: string, userAgent: string | undefined): void {
    const at = this.clock.now();
    const program = userAgent?.slice(0, MAX_USER_AGENT_LENGTH);
    const from = `${address} ${program ?? ''}`;
    const last = this.#written.get(login);
    if (last !== undefined && last.from === from && at.getTime() - last.atMs < PRECISION_MS) return;
    if (this.#written.size >= MAX_ACCOUNTS) this.#written.clear();
    this.#written.set(login, { atMs: at.getTime(), from });
    this.accounts.touch({ login, at, address, userAgent: program }).catch((error: unknown) => {
      this.#written.delete(login);
      this.onError(error);
    });
  }
}
