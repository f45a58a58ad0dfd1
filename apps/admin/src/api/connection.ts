/** A server that restarts is back sooner than this: nobody needs to know. */
const PATIENCE_MS = 1_500;
const RETRY_MS = 3_000;
/** A server that has not said in this time that it is there is not. */
const PRESENCE_MS = 4_000;
/** Few answers take so long: whether anybody is there is asked meanwhile. */
const QUIET_MS = 5_000;

/** Whether the server answers, for the one banner that says so. While it does not, it is asked again and again. */
class Connection {
  #isLost = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #followers = new Set<() => void>();

  constructor() {
    // The browser knows at once; a request would have to fail first.
    addEventListener('offline', () => {
      this.lost();
    });
    addEventListener('online', () => void this.#ask());
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** @returns stops following */
  follow(follower: () => void): () => void {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  answered(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#change(false);
  }

  lost(): void {
    this.#timer ??= setTimeout(() => void this.#ask(), PATIENCE_MS);
  }

  /** Something was asked: a server that hangs refuses nothing, and would be waited for in silence. @returns it is over */
  asked(): () => void {
    const doubt = setTimeout(() => {
      this.lost();
    }, QUIET_MS);
    return () => {
      clearTimeout(doubt);
    };
  }

  async #ask(): Promise<void> {
    clearTimeout(this.#timer);
    const patience = new AbortController();
    this.#timer = setTimeout(() => {
      patience.abort();
    }, PRESENCE_MS);
    try {
      await fetch('/healthz', { cache: 'no-store', signal: patience.signal });
      this.answered();
    } catch {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#ask(), RETRY_MS);
      this.#change(true);
    }
  }

  #change(isLost: boolean): void {
    if (this.#isLost === isLost) return;
    this.#isLost = isLost;
    for (const follower of this.#followers) follower();
  }
}

export const connection = new Connection();
