import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { AnswerTime } from './answer-time.js';
import { isOurTurn, limitBodyTime } from './client-time.js';
import type { Door, Expectation } from './door.js';
import { RequestsAhead } from './requests-ahead.js';
import type { TimeLimits } from './time-limits.js';
import { refuseOnTheWire } from './wire-refusal.js';

/** How often headers and answers under way are looked at: what a limit may be exceeded by. */
const CHECKING_MS = 5_000;
const CHECKS_PER_LIMIT = 10;
const MAX_CONNECTIONS = 4_000;
const MAX_HEADER_BYTES = 16 * 1024;

interface Connection {
  readonly requests: RequestsAhead;
  readonly answers: AnswerTime;
}

/** The listening half of the door: time limits, and what cannot even be called a request. */
export class DoorServer {
  readonly #server: Server;
  readonly #connections = new Map<Socket, Connection>();
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
      this.#connections.set(socket, {
        requests: new RequestsAhead(socket),
        answers: new AnswerTime(socket),
      });
      socket.once('close', () => this.#connections.delete(socket));
    });
    const serve =
      (expectation: Expectation) =>
      (request: IncomingMessage, response: ServerResponse): void => {
        // What was read before the connection was cut.
        if (request.socket.destroyed) return;
        this.#follow(request, response);
        this.#connections.get(request.socket)?.requests.take(response, () => {
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
    this.#watchAnswers();
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  /** Takes no more requests, lets those under way finish for a while, then cuts them. */
  async close(lastCallMs: number): Promise<void> {
    this.#isClosing = true;
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const [socket, { requests }] of this.#connections)
      if (requests.latest === undefined) socket.destroy();
    const lastCall = setTimeout(() => {
      for (const [socket] of this.#connections) socket.destroy();
    }, lastCallMs);
    await closed;
    clearTimeout(lastCall);
  }

  #follow(request: IncomingMessage, response: ServerResponse): void {
    limitBodyTime(request, this.limits);
    // A client that leaves is noticed by who reads or writes; here it must only not end the process.
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    response.once('close', () => {
      if (this.#isClosing) request.socket.destroySoon();
    });
  }

  /** Nothing moved on a connection for as long as we wait for a client. */
  #onSilence(socket: Socket): void {
    const request = this.#connections.get(socket)?.requests.latest?.req;
    // Said once each time that it is asked for. Who reads a body was told before, and holds the rest of it back.
    if (request !== undefined && isOurTurn(request)) socket.setTimeout(this.limits.silenceMs);
    else socket.destroy();
  }

  /** Cuts who does not take its answer. */
  #watchAnswers(): void {
    let lastMs = performance.now();
    const watch = setInterval(
      () => {
        const nowMs = performance.now();
        for (const [socket, { answers }] of this.#connections)
          if (answers.isOver(nowMs - lastMs, this.limits)) socket.destroy();
        lastMs = nowMs;
      },
      Math.min(CHECKING_MS, this.limits.silenceMs / CHECKS_PER_LIMIT),
    );
    watch.unref();
    this.#server.once('close', () => {
      clearInterval(watch);
    });
  }
}
