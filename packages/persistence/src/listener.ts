import pg from 'pg';

/** `undefined`: notifications may have been missed, look for yourself. */
export type ChannelHandler = (payload: string | undefined) => void;

export interface Subscription {
  close(): Promise<void>;
}

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 10_000;

/**
 * LISTEN on one dedicated connection for all channels (a pooled one would come and go).
 *
 * States: no client (nobody listens yet, or closed); connected; reconnecting, entered when the connection ends by
 * itself, left when every channel is listened to again, whereupon every handler is called with `undefined`.
 */
export class Listener {
  readonly #config: pg.ClientConfig;
  readonly #handlers = new Map<string, Set<ChannelHandler>>();
  /** Set while connecting or connected. */
  #connection: Promise<pg.Client> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(config: pg.ClientConfig) {
    this.#config = config;
  }

  /** @throws when the first connection fails */
  async listen(channel: string, handler: ChannelHandler): Promise<Subscription> {
    const handlers = this.#handlers.get(channel) ?? new Set();
    this.#handlers.set(channel, handlers.add(handler));
    this.#connection ??= this.#connect();
    const client = await this.#connection;
    await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
    return {
      close: async () => {
        handlers.delete(handler);
        if (handlers.size > 0) return;
        this.#handlers.delete(channel);
        const current = await this.#connection?.catch(() => undefined);
        await current?.query(`UNLISTEN ${current.escapeIdentifier(channel)}`).catch(() => undefined);
      },
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    const client = await this.#connection?.catch(() => undefined);
    this.#connection = undefined;
    await client?.end().catch(() => undefined);
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client(this.#config);
    client.on('error', () => undefined);
    client.on('notification', ({ channel, payload }) => {
      for (const handler of this.#handlers.get(channel) ?? []) handler(payload);
    });
    try {
      await client.connect();
      for (const channel of this.#handlers.keys()) {
        await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
      }
    } catch (error) {
      this.#connection = undefined;
      await client.end().catch(() => undefined);
      throw error;
    }
    client.on('end', () => {
      this.#reconnect(FIRST_RETRY_MS);
    });
    return client;
  }

  #reconnect(delayMs: number): void {
    this.#connection = undefined;
    if (this.#closed) return;
    this.#retry = setTimeout(() => {
      this.#connection ??= this.#connect();
      this.#connection.then(
        () => {
          for (const handlers of this.#handlers.values()) for (const handler of handlers) handler(undefined);
        },
        () => {
          this.#reconnect(Math.min(delayMs * 2, LAST_RETRY_MS));
        },
      );
    }, delayMs);
    this.#retry.unref();
  }
}
