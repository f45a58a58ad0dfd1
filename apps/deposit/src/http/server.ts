import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Door } from './door.js';

/** A request may take this long in all: 50 MiB at 256 kbit/s. */
const REQUEST_MS = 30 * 60_000;
/** The headers of one. */
const HEADERS_MS = 20_000;
/** Silence on a connection while a request is under way. */
const IDLE_MS = 60_000;
/** Silence between two requests: longer than a proxy in front keeps its own connections. */
const KEEP_ALIVE_MS = 75_000;
const MAX_CONNECTIONS = 4_000;
const MAX_HEADER_BYTES = 16 * 1024;

/** The listening half of the door: time limits, and what cannot even be called a request. */
export class DoorServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** Sockets with a request under way. */
  readonly #busy = new Set<Socket>();
  #isClosing = false;

  constructor(door: Door) {
    this.#server = createServer({
      maxHeaderSize: MAX_HEADER_BYTES,
      requestTimeout: REQUEST_MS,
      headersTimeout: HEADERS_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: 5_000,
      noDelay: true,
    });
    this.#server.timeout = IDLE_MS;
    this.#server.maxConnections = MAX_CONNECTIONS;
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    this.#server.on('request', (request, response) => {
      this.#follow(request, response);
      door.handle(request, response, false);
    });
    // Node would say « 100 Continue » at once; we say it when we know who asks and that the body is wanted.
    this.#server.on('checkContinue', (request, response) => {
      this.#follow(request, response);
      door.handle(request, response, true);
    });
    this.#server.on('checkExpectation', (request, response) => {
      request.resume();
      response.writeHead(417, { Connection: 'close', 'Content-Length': 0 }).end();
    });
    this.#server.on('clientError', refuseNonsense);
  }

  /** @returns the port really listened on: 0 takes any */
  async listen(port: number): Promise<number> {
    this.#server.listen(port);
    await once(this.#server, 'listening');
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  /** Takes no more requests, lets those under way finish for a while, then cuts them. */
  async close(lastCallMs: number): Promise<void> {
    this.#isClosing = true;
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) if (!this.#busy.has(socket)) socket.destroy();
    const lastCall = setTimeout(() => {
      for (const socket of this.#sockets) socket.destroy();
    }, lastCallMs);
    await closed;
    clearTimeout(lastCall);
  }

  #follow(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    this.#busy.add(socket);
    response.once('close', () => {
      this.#busy.delete(socket);
      if (this.#isClosing) socket.destroySoon();
    });
  }
}

function refuseNonsense(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, sentence] = verdictOn(error.code);
  const body = `${sentence}\n`;
  const answer = [
    `HTTP/1.1 ${status}`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
  socket.end(answer, () => {
    socket.destroySoon();
  });
}

function verdictOn(code: string | undefined): readonly [string, string] {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return ['431 Request Header Fields Too Large', 'Les en-têtes de la requête sont trop longs.'];
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return ['408 Request Timeout', 'La requête n’est pas arrivée à temps.'];
    case undefined:
    default:
      return ['400 Bad Request', 'La requête est mal formée.'];
  }
}
