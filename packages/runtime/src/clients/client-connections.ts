import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { AnswerTime } from './answer-time.js';
import { isOurTurn, limitBodyTime } from './body-time.js';
import type { ClientTimeLimits } from './client-time-limits.js';
import { requestScope } from './request-scope.js';
import { RequestsAhead } from './requests-ahead.js';

/** How often headers and answers under way are looked at: what a limit may be exceeded by. */
const CHECKING_MS = 5_000;
const CHECKS_PER_LIMIT = 10;
/** Each costs some memory and a descriptor, also one that says nothing. */
const MOST_CONNECTIONS = 4_000;
/** A client may go on sending what was answered before its end: some read the answer only then. */
const REST_MS = 30_000;

interface Connection {
  readonly requests: RequestsAhead;
  readonly answers: AnswerTime;
}

/**
 * What the clients of an HTTP server may hold of it. Node bounds little by itself: it reads on for ever what is sent ahead of an
 * answer that nobody takes (one anonymous connection fills the memory), waits without end for who takes nothing, and counts a
 * body's time while it is we who keep it waiting. To be made before the server listens.
 */
export class ClientConnections {
  readonly #connections = new Map<Socket, Connection>();
  #isEnding = false;

  /** @param mostConnections the one more is let in at the cost of the oldest on which nothing is asked, if there is one */
  constructor(
    server: Server,
    private readonly limits: ClientTimeLimits,
    private readonly mostConnections = MOST_CONNECTIONS,
  ) {
    server.headersTimeout = limits.headersMs;
    // `limitBodyTime` does it, without blaming a client for our own slowness.
    server.requestTimeout = 0;
    server.keepAliveTimeout = limits.keepAliveMs;
    server.timeout = limits.silenceMs;
    // Read when the server begins to listen; Node's types do not know it.
    Object.assign(server, { connectionsCheckingInterval: Math.min(CHECKING_MS, limits.headersMs) });
    server.on('timeout', (socket: Socket) => {
      this.#onSilence(socket);
    });
    server.on('connection', (socket: Socket) => {
      this.#enter(socket);
    });
    server.once('listening', () => {
      this.#watchAnswers(server);
    });
  }

  /** @param act called when the requests before it on the same connection are answered; never, when that ends before */
  take(request: IncomingMessage, response: ServerResponse, act: () => void): void {
    // What was read before the connection was cut.
    if (request.socket.destroyed) return;
    limitBodyTime(request, this.limits);
    // A client that leaves is noticed by who reads or writes; here it must only not end the process.
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    response.once('finish', () => {
      if (!request.complete) cutUnlessComplete(request);
    });
    response.once('close', () => {
      if (this.#isEnding) request.socket.destroySoon();
    });
    this.#connections.get(request.socket)?.requests.take(response, () => {
      requestScope.run({ request, response }, act);
    });
  }

  /** Once the server takes no more connections: lets what is under way finish for a while, then cuts it. */
  end(drainLimitMs: number): void {
    this.#isEnding = true;
    for (const [socket, { requests }] of this.#connections)
      if (requests.latest === undefined) socket.destroy();
    setTimeout(() => {
      for (const [socket] of this.#connections) socket.destroy();
    }, drainLimitMs).unref();
  }

  #enter(socket: Socket): void {
    if (this.#connections.size >= this.mostConnections) {
      const idle = this.#oldestIdle();
      if (idle === undefined) {
        socket.destroy();
        return;
      }
      // Forgotten now: many may come before it says that it is closed.
      this.#connections.delete(idle);
      idle.destroy();
    }
    this.#connections.set(socket, { requests: new RequestsAhead(socket), answers: new AnswerTime(socket) });
    socket.once('close', () => this.#connections.delete(socket));
  }

  #oldestIdle(): Socket | undefined {
    for (const [socket, { requests }] of this.#connections) if (requests.latest === undefined) return socket;
    return undefined;
  }

  /** Nothing moved on a connection for as long as we wait for a client. */
  #onSilence(socket: Socket): void {
    const request = this.#connections.get(socket)?.requests.latest?.req;
    // Said once each time that it is asked for. Who reads a body was told before, and holds the rest of it back.
    if (request !== undefined && isOurTurn(request)) socket.setTimeout(this.limits.silenceMs);
    else socket.destroy();
  }

  /** Cuts who does not take its answer. */
  #watchAnswers(server: Server): void {
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
    server.once('close', () => {
      clearInterval(watch);
    });
  }
}

function cutUnlessComplete(request: IncomingMessage): void {
  const { socket } = request;
  const timer = setTimeout(() => {
    if (!request.complete) socket.destroy();
  }, REST_MS);
  socket.once('close', () => {
    clearTimeout(timer);
  });
}
