import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { isOurTurn, limitBodyTime } from './client-time.js';
import type { Door, Expectation } from './door.js';
import type { TimeLimits } from './time-limits.js';
import { refuseOnTheWire } from './wire-refusal.js';

/** How often headers under way are looked at: what a limit may be exceeded by. */
const CHECKING_MS = 5_000;
const MAX_CONNECTIONS = 4_000;
const MAX_HEADER_BYTES = 16 * 1024;

/** The listening half of the door: time limits, and what cannot even be called a request. */
export class DoorServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** The answer under way on a socket: the latest, when several requests were sent ahead. */
  readonly #underWay = new Map<Socket, ServerResponse>();
  #isClosing = false;

  constructor(
    door: Pick<Door, 'handle'>,
    private readonly limits: TimeLimits,
  ) {
    const { headersMs, silenceMs, keepAliveMs } = limits;
    this.#server = createServer({
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: headersMs,
      // `limitBodyTime` does it, without blaming a client for our own slowness.
      requestTimeout: 0,
      keepAliveTimeout: keepAliveMs,
      connectionsCheckingInterval: Math.min(CHECKING_MS, headersMs),
      noDelay: true,
    });
    this.#server.timeout = silenceMs;
    // A client may say that it has said everything (HTTP/1.0 programs do) and still want its answer. Node's own switch,
    // which its types do not know.
    Object.assign(this.#server, { httpAllowHalfOpen: true });
    this.#server.on('timeout', (socket: Socket) => {
      this.#onSilence(socket);
    });
    this.#server.maxConnections = MAX_CONNECTIONS;
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    const serve =
      (expectation: Expectation) =>
      (request: IncomingMessage, response: ServerResponse): void => {
        const before = this.#underWay.get(request.socket);
        this.#follow(request, response);
        inTurn(request, before, () => {
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
  async close(lastCallMs: number): Promise<void> {
    this.#isClosing = true;
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) if (!this.#underWay.has(socket)) socket.destroy();
    const lastCall = setTimeout(() => {
      for (const socket of this.#sockets) socket.destroy();
    }, lastCallMs);
    await closed;
    clearTimeout(lastCall);
  }

  #follow(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    this.#underWay.set(socket, response);
    limitBodyTime(request, this.limits);
    // A client that leaves is noticed by who reads or writes; here it must only not end the process.
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    response.once('close', () => {
      if (this.#underWay.get(socket) === response) this.#underWay.delete(socket);
      if (this.#isClosing) socket.destroySoon();
    });
  }

  /** Nothing moved on a connection for as long as we wait for a client. */
  #onSilence(socket: Socket): void {
    const request = this.#underWay.get(socket)?.req;
    // Said once each time that it is asked for. Who reads a body was told before, and holds the rest of it back.
    if (request !== undefined && isOurTurn(request)) socket.setTimeout(this.limits.silenceMs);
    else socket.destroy();
  }
}

/**
 * Requests of a connection one after the other. Node hands out at once what a client sends ahead, and only keeps the
 * answers in order: a MOVE would look for a file that the PUT before it is still writing.
 *
 * @param act when all before it are answered; never, when the connection ends before
 */
function inTurn({ socket }: IncomingMessage, before: ServerResponse | undefined, act: () => void): void {
  if (before === undefined) act();
  else {
    before.once('close', () => {
      if (!socket.destroyed) act();
    });
  }
}
