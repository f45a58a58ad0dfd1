import type { IncomingMessage } from 'node:http';
import { announcedBytes } from './announced-body.js';

/** How quickly a body has to come, where others are kept waiting until it is there. */
export interface BodyPace {
  /** Of the client's time: that in which we hold the body back is not counted. */
  readonly windowMs: number;
  /** In each window. */
  readonly leastBytes: number;
  /** Of an announced body no window may bring less than half of what it would take to be there by then. */
  readonly wholeMs: number;
}

const LOOKS_PER_WINDOW = 10;

/**
 * Watches a body that is to be read until it is there. A client that stops, or sends a byte now and then, is told from one that sends.
 * @param onSlow called once, if at all
 * @returns ends it
 */
export function watchBodyPace(request: IncomingMessage, pace: BodyPace, onSlow: () => void): () => void {
  const { windowMs, wholeMs } = pace;
  const { socket } = request;
  const shareBytes = ((announcedBytes(request) ?? 0) * windowMs) / wholeMs / 2;
  const leastBytes = Math.max(pace.leastBytes, shareBytes);
  const lookMs = windowMs / LOOKS_PER_WINDOW;
  let fromBytes = socket.bytesRead;
  let waitedMs = 0;
  const timer = setInterval(() => {
    if (request.complete || request.destroyed) {
      clearInterval(timer);
      return;
    }
    // Nobody asks for it yet, or whoever writes it is busy.
    if (request.readableFlowing !== true) return;
    waitedMs += lookMs;
    if (waitedMs < windowMs) return;
    const isSlow = socket.bytesRead - fromBytes < leastBytes;
    waitedMs = 0;
    fromBytes = socket.bytesRead;
    if (!isSlow) return;
    clearInterval(timer);
    onSlow();
  }, lookMs);
  return () => {
    clearInterval(timer);
  };
}
