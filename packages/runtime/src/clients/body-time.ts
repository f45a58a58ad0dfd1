import type { IncomingMessage } from 'node:http';
import { hasBody } from './announced-body.js';
import type { ClientTimeLimits } from './client-time-limits.js';

/**
 * Whether it is for us to go on with a request, when nothing moves on its connection: a client must not be cut for a
 * slow storage or database.
 */
export function isOurTurn(request: IncomingMessage): boolean {
  // What we said is not taken.
  if (request.socket.writableLength > 0) return false;
  // We owe the answer or the rest of it; or the body is not asked for, or held back.
  return request.complete || request.readableFlowing !== true;
}

/**
 * Limits the time in which a client sends its body. Node's own `requestTimeout` also counts the time during which we
 * hold the body back. Who reads the body is told by the event by which Node tells it of silence, `timeout`; without a
 * reader the connection is cut.
 */
export function limitBodyTime(
  request: IncomingMessage,
  { bodyMs, silenceMs }: Pick<ClientTimeLimits, 'bodyMs' | 'silenceMs'>,
): void {
  if (!hasBody(request)) return;
  const { socket } = request;
  let leftMs = bodyMs;
  let runningSince = 0;
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    leftMs -= performance.now() - runningSince;
  };
  const run = (): void => {
    // Node says that reading goes on a little later, when it may already have been held back again.
    if (timer !== undefined || request.isPaused()) return;
    runningSince = performance.now();
    timer = setTimeout(giveUp, Math.max(0, leftMs));
    // The silence until now was ours: what came meanwhile is read only after the timers that are due.
    socket.setTimeout(silenceMs);
  };
  const giveUp = (): void => {
    leave();
    if (!request.emit('timeout')) socket.destroy();
  };
  const leave = (): void => {
    stop();
    request.off('resume', run).off('pause', stop).off('end', leave);
    socket.off('close', leave);
  };
  request.on('resume', run).on('pause', stop).on('end', leave);
  // Node does not tell a request that was answered before its end.
  socket.once('close', leave);
}
