import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { TEXT } from './answer.js';
import { refusals, type Refusal } from './refusal.js';

/** Answers what Node could not make a request of, hence has no response for; then closes the connection. */
export function refuseOnTheWire(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, sentence } = refusalOf(error.code);
  const body = `${sentence}\n`;
  const answer = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    `Content-Type: ${TEXT}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
  socket.end(answer, () => {
    socket.destroySoon();
  });
}

function refusalOf(code: string | undefined): Refusal {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return refusals.headersTooLong();
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return refusals.headersTooSlow();
    case undefined:
    default:
      return refusals.malformedRequest();
  }
}
