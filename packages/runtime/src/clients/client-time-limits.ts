/** How long a server waits for a client, in milliseconds. Time that we keep a client waiting is never counted. */
export interface ClientTimeLimits {
  /** From the connection, or from the first byte of a later request on it, to the end of the headers. */
  readonly headersMs: number;
  /** Without a byte of the body, or without any of the answer being taken. */
  readonly silenceMs: number;
  /** The whole body. */
  readonly bodyMs: number;
  /** Between two requests: longer than a proxy in front keeps its own connections. */
  readonly keepAliveMs: number;
}

export const CLIENT_TIME_LIMITS: ClientTimeLimits = {
  headersMs: 20_000,
  silenceMs: 60_000,
  // 50 MiB at 256 kbit/s.
  bodyMs: 30 * 60_000,
  keepAliveMs: 75_000,
};
