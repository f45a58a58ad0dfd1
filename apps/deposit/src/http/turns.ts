import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Requests of a connection one after the other. Node hands out at once what a client sends ahead, and only keeps the
 * answers in order: a MOVE would look for a file that the PUT before it is still writing.
 */
export class Turns {
  readonly #latest = new WeakMap<Socket, ServerResponse>();

  /** @param act when all before it are answered; never, when the connection ends before */
  take({ socket }: IncomingMessage, response: ServerResponse, act: () => void): void {
    const before = this.#latest.get(socket);
    this.#latest.set(socket, response);
    if (before === undefined || before.closed) act();
    else {
      before.once('close', () => {
        if (!socket.destroyed) act();
      });
    }
  }
}
