import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Requests that may wait on one connection: no client we know sends any ahead. */
const MAX_WAITING = 16;

/**
 * The requests of one connection, one after the other. Node hands out at once what a client sends ahead, and only keeps the
 * answers in order: a MOVE would look for a file that the PUT before it is still writing. And it reads on, for ever, what
 * nobody has come to yet: here nothing is read while a request waits. What had been read by then may hold thousands more;
 * such a connection is cut.
 */
export class RequestsAhead {
  #latest: ServerResponse | undefined;
  #waiting = 0;

  constructor(private readonly socket: Socket) {
    // Each request that waits listens for its end, which Node would take for a mistake.
    socket.setMaxListeners(0);
    // Node goes on reading by itself, when it is done with a body for one.
    socket.on('resume', () => {
      if (this.#waiting > 0) socket.pause();
    });
  }

  /** The answer that is owed, the last of them when several are; undefined: none. */
  get latest(): ServerResponse | undefined {
    return this.#latest;
  }

  /** @param act called when all before it are answered; never, when the connection ends before */
  take(response: ServerResponse, act: () => void): void {
    const before = this.#latest;
    this.#latest = response;
    response.once('close', () => {
      if (this.#latest === response) this.#latest = undefined;
    });
    if (before === undefined) {
      act();
      return;
    }
    this.#waiting += 1;
    if (this.#waiting > MAX_WAITING) {
      this.socket.destroy();
      return;
    }
    this.socket.pause();
    before.once('close', () => {
      this.#waiting -= 1;
      if (this.socket.destroyed) return;
      if (this.#waiting === 0) this.socket.resume();
      act();
    });
  }
}
