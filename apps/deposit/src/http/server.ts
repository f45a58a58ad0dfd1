import { createServer, type Server } from 'node:http';
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
export function createDoorServer(door: Door): Server {
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    requestTimeout: REQUEST_MS,
    headersTimeout: HEADERS_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: 5_000,
    noDelay: true,
  });
  server.timeout = IDLE_MS;
  server.maxConnections = MAX_CONNECTIONS;
  server.on('request', (request, response) => {
    door.handle(request, response, false);
  });
  // Node would say « 100 Continue » at once; we say it when we know who asks and that the body is wanted.
  server.on('checkContinue', (request, response) => {
    door.handle(request, response, true);
  });
  server.on('checkExpectation', (request, response) => {
    request.resume();
    response.writeHead(417, { Connection: 'close', 'Content-Length': 0 }).end();
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else
      socket.end(answerTo(error.code), () => {
        socket.destroySoon();
      });
  });
  return server;
}

function answerTo(code: string | undefined): string {
  const [status, sentence] =
    code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', 'Les en-têtes de la requête sont trop longs.']
      : code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? ['408 Request Timeout', 'La requête n’est pas arrivée à temps.']
        : ['400 Bad Request', 'La requête est mal formée.'];
  const body = `${sentence}\n`;
  return [
    `HTTP/1.1 ${status}`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}
