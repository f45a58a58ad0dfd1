import type { Socket } from 'node:net';
import type { ClientTimeLimits } from './client-time-limits.js';

/**
 * Whether a client takes what it asked for. Node counts a silence twice when something was taken before it, and not at all
 * the time of who takes one piece a minute.
 */
export class AnswerTime {
  #takenBytes = 0;
  #stillMs = 0;
  #takingMs = 0;

  constructor(private readonly socket: Pick<Socket, 'writableLength' | 'bytesWritten'>) {}

  /**
   * Asked at intervals, which is what a limit may be exceeded by.
   *
   * @param elapsedMs since it was asked last
   * @returns whether nothing was taken, or not the whole, for as long as we wait for a client
   */
  isOver(elapsedMs: number, { silenceMs, bodyMs }: Pick<ClientTimeLimits, 'silenceMs' | 'bodyMs'>): boolean {
    const { writableLength, bytesWritten } = this.socket;
    const takenBytes = bytesWritten - writableLength;
    const isStill = takenBytes === this.#takenBytes;
    this.#takenBytes = takenBytes;
    if (writableLength === 0) {
      this.#stillMs = 0;
      // What is taken at once is not waited for; what is not even asked of us neither.
      if (isStill) this.#takingMs = 0;
      return false;
    }
    this.#stillMs = isStill ? this.#stillMs + elapsedMs : 0;
    this.#takingMs += elapsedMs;
    return this.#stillMs >= silenceMs || this.#takingMs >= bodyMs;
  }
}
