import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { hasBody } from '@timetable/runtime';
import { dav } from '../xml/xml-element.js';
import { xmlDocument } from '../xml/xml-writer.js';
import type { Refusal } from './refusal.js';

/** What a method answers. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: string | Readable;
}

export const TEXT = 'text/plain; charset=utf-8';
export const XML = 'application/xml; charset=utf-8';

/** A client may go on sending what nobody wants: read and thrown away so that it can read our answer. */
const DRAIN_MS = 30_000;
const DRAIN_BYTES_AFTER_CLOSE = 8 * 1024 * 1024;

/** Sends a method's answer. A client that leaves meanwhile is no error. */
export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
): Promise<void> {
  if (response.headersSent || response.destroyed) {
    if (typeof answer.body === 'object') answer.body.destroy();
    return;
  }
  const { status, headers = {}, body = '' } = answer;
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (typeof body === 'string') {
    if (status !== 204 && status !== 304 && !response.hasHeader('Content-Length')) {
      response.setHeader('Content-Length', Buffer.byteLength(body));
    }
    response.end(request.method === 'HEAD' ? undefined : body);
    return;
  }
  // The headers are out: all a failing read can do is to cut the connection, which tells the client enough.
  await pipeline(body, response).catch(() => response.destroy());
}

/**
 * Sends a refusal, then reads what the client still sends, up to a limit: many read the answer only when they have
 * sent everything, and a connection closed under them would hide it.
 *
 * @param maxDrainBytes beyond them the connection is cut
 */
export function sendRefusal(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: Refusal,
  { maxDrainBytes, awaitsContinue }: { readonly maxDrainBytes: number; readonly awaitsContinue: boolean },
): void {
  if (response.destroyed || response.writableEnded) return;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  for (const [name, value] of Object.entries(refusal.headers)) response.setHeader(name, value);
  const { sentence, precondition } = refusal;
  // Beside the document, the sentence stays readable for who looks at the traffic.
  const body =
    precondition === undefined
      ? `${sentence}\n`
      : `${xmlDocument(dav('error', dav(precondition)))}\n<!-- ${sentence} -->\n`;
  response.statusCode = refusal.status;
  response.setHeader('Content-Type', precondition === undefined ? TEXT : XML);
  response.setHeader('Content-Length', Buffer.byteLength(body));
  response.setHeader('X-Content-Type-Options', 'nosniff');
  const isPending = hasBody(request) && !request.complete;
  const announced = Number(request.headers['content-length'] ?? 0);
  const closes = refusal.closes || (isPending && (awaitsContinue || announced > maxDrainBytes));
  if (closes) response.setHeader('Connection', 'close');
  if (request.method === 'HEAD' || !isPending || awaitsContinue) {
    response.end(request.method === 'HEAD' ? undefined : body);
    return;
  }
  response.write(body);
  drain(request, closes ? DRAIN_BYTES_AFTER_CLOSE : maxDrainBytes, (isDrained) => {
    response.end();
    if (!isDrained) request.socket.destroySoon();
  });
}

function drain(request: IncomingMessage, maxBytes: number, done: (isDrained: boolean) => void): void {
  let sizeBytes = 0;
  const timer = setTimeout(() => {
    finish(false);
  }, DRAIN_MS);
  const onData = (chunk: Buffer): void => {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) finish(false);
  };
  const onEnd = (): void => {
    finish(true);
  };
  const finish = (isDrained: boolean): void => {
    clearTimeout(timer);
    request.off('data', onData).off('end', onEnd).off('close', onEnd);
    done(isDrained);
  };
  request
    .on('data', onData)
    .on('end', onEnd)
    .on('close', onEnd)
    .on('error', () => undefined);
  request.resume();
}
