import { ClientConnections, type ClientTimeLimits } from '@timetable/runtime';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Door, Expectation } from './door.js';
import { refuseOnTheWire } from './wire-refusal.js';

const MAX_HEADER_BYTES = 16 * 1024;

/** The listening half of the door: what its clients may hold, and what cannot even be called a request. */
export class DoorServer {
  readonly #server: Server;
  readonly #connections: ClientConnections;

  constructor(door: Pick<Door, 'handle'>, limits: ClientTimeLimits) {
    this.#server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, noDelay: true });
    // A client may say that it has said everything (HTTP/1.0 programs do) and still want its answer. Node's own switch,
    // which its types do not know.
    Object.assign(this.#server, { httpAllowHalfOpen: true });
    this.#connections = new ClientConnections(this.#server, limits);
    const serve =
      (expectation: Expectation) =>
      (request: IncomingMessage, response: ServerResponse): void => {
        this.#connections.take(request, response, () => {
          door.handle(request, response, expectation);
        });
      };
    this.#server.on('request', serve('nothing'));
    // Node would say « 100 Continue » at once; we say it when we know who asks and that the body is wanted.
    this.#server.on('checkContinue', serve('continue'));
    this.#server.on('checkExpectation', serve('unknown'));
    this.#server.on('clientError', refuseOnTheWire);
  }

  /**
   * @param host undefined: every address of the machine
   * @returns the port really listened on: 0 takes any
   */
  async listen(port: number, host?: string): Promise<number> {
    this.#server.listen(port, host);
    await once(this.#server, 'listening');
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  /** Takes no more requests, lets those under way finish for a while, then cuts them. */
  async close(drainLimitMs: number): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#connections.end(drainLimitMs);
    await closed;
  }
}
