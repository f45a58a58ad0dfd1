import { Socket } from 'node:net';
import type pg from 'pg';

/** How long a process that has people waiting lets the database take. */
export interface DatabaseTimeLimits {
  /** For a connection: a free one of the pool, or a new one. */
  readonly acquireMs: number;
  /** For one statement, what it waits for included. The server itself ends it. */
  readonly statementMs: number;
  /** Without a byte from the server, or one for it: longer than a statement, since one that is frozen ends none. */
  readonly silenceMs: number;
}

/** Configuration of connections with these limits; pooled ones, since one that rests for long is cut. */
export function withTimeLimits({ acquireMs, statementMs, silenceMs }: DatabaseTimeLimits): pg.PoolConfig {
  return {
    connectionTimeoutMillis: acquireMs,
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: silenceMs,
    // A resting connection is closed before it would be taken for a dead one.
    idleTimeoutMillis: Math.floor(silenceMs / 2),
    stream: () => impatientSocket(silenceMs),
  };
}

/**
 * The connection is cut, rather than a query given up: what was asked on it may still be answered, to whoever asks next. What it
 * was in the midst of fails, and the pool makes another one.
 */
function impatientSocket(silenceMs: number): Socket {
  const socket = new Socket();
  socket.setTimeout(silenceMs, () => {
    socket.destroy(Object.assign(new Error('PostgreSQL does not answer any more'), { code: 'ETIMEDOUT' }));
  });
  return socket;
}
