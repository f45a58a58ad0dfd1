import { UnderWay } from '@timetable/runtime';
import { refusals } from './refusal.js';

/** How much of the door its clients may take at once. */
export interface UploadLimits {
  readonly perAccount: number;
  /** For the pieces of all uploads that wait to be written. */
  readonly memoryBytes: number;
}

/** One body that is being received. */
export interface Upload {
  /** How much of it may be kept in memory before it is written. */
  pieceBytes(): number;
  end(): void;
}

const MAX_PIECE_BYTES = 1024 * 1024;
/** What Node reads at a time: to keep less would not save any. */
const MIN_PIECE_BYTES = 64 * 1024;

/**
 * The bodies under way, by account. One account gets no more than its share, so that a program gone mad is nobody else's
 * trouble; all of them share one memory, in smaller pieces the more they are: a night on which every school sends is
 * slower, and refuses none before the pieces are as small as Node's own.
 */
export class UploadsUnderWay {
  readonly #underWay = new UnderWay();

  constructor(private readonly limits: UploadLimits) {}

  get total(): number {
    return this.#underWay.total;
  }

  /** @throws Refusal 429 when the account has too many, 503 when all have */
  begin(login: string): Upload {
    if (this.#underWay.of(login) >= this.limits.perAccount)
      throw refusals.tooManyUploads(this.limits.perAccount);
    if (this.total >= Math.max(1, Math.floor(this.limits.memoryBytes / MIN_PIECE_BYTES)))
      throw refusals.busy();
    return {
      pieceBytes: () =>
        Math.min(MAX_PIECE_BYTES, Math.max(MIN_PIECE_BYTES, this.limits.memoryBytes / this.total)),
      end: this.#underWay.begin(login),
    };
  }
}
