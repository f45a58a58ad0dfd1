import { refusals } from '../http/refusal.js';
import type { ContentPlace } from './content.js';
import type { Spool, SpoolFile } from './spool.js';

/** A client may send its bytes one by one, each of which then costs as much. */
const CHUNK_COST_BYTES = 1024;

/** One file of the spool being written, in few large pieces. There is none until there is something to write. */
export class SpoolWriter {
  #file: Promise<SpoolFile> | undefined;
  #pieces: Buffer[] = [];
  #pendingBytes = 0;

  /** @param pieceBytes how much may wait in memory: smaller bodies are written at once, larger ones by such pieces */
  constructor(
    private readonly spool: Spool,
    private readonly pieceBytes: () => number,
  ) {}

  /**
   * Takes the chunk, whose memory is given back once written.
   *
   * @returns what has to be waited for before the next chunk, if anything
   */
  write(chunk: Buffer): Promise<void> | undefined {
    // Opened while the rest of the body arrives.
    this.#file ??= this.#create();
    this.#pieces.push(chunk);
    this.#pendingBytes += chunk.length;
    const maxBytes = this.pieceBytes();
    const isFull = this.#pendingBytes >= maxBytes || this.#pieces.length >= maxBytes / CHUNK_COST_BYTES;
    return isFull ? this.#flush(this.#file) : undefined;
  }

  /**
   * @param isDurable the file is on its way to the disk when the promise resolves
   * @throws Refusal 503 or 507
   */
  async end(isDurable: boolean): Promise<ContentPlace> {
    if (this.#file === undefined) return { kind: 'nowhere' };
    await this.#flush(this.#file);
    const { path, handle } = await this.#file;
    // Through this descriptor it is cheaper than when the store does it.
    const synced = isDurable ? handle.datasync() : undefined;
    // Told to who waits for it; a refusal in the meantime means that nobody does.
    synced?.catch(() => undefined);
    // Node closes once what was asked of the descriptor is done. Only a deposit must be known to be on the disk.
    handle.close().catch(() => undefined);
    return { kind: 'spooled', path, synced };
  }

  /** Nothing is left of the file. */
  async abandon(): Promise<void> {
    const file = await this.#file?.catch(() => undefined);
    if (file === undefined) return;
    await file.handle.close().catch(() => undefined);
    this.spool.discard(file.path);
  }

  #create(): Promise<SpoolFile> {
    const file = this.spool.create().catch(refuse);
    // Asked for when there is something to write, which may be never.
    file.catch(() => undefined);
    return file;
  }

  async #flush(file: Promise<SpoolFile>): Promise<void> {
    let pieces = this.#pieces;
    this.#pieces = [];
    this.#pendingBytes = 0;
    const written = pieces;
    const { handle } = await file;
    while (pieces.length > 0) {
      const { bytesWritten } = await handle.writev(pieces).catch(refuse);
      pieces = rest(pieces, bytesWritten);
    }
    for (const piece of written) giveBack(piece);
  }
}

/** The volume is at fault, which the client can do nothing about. */
function refuse(error: unknown): never {
  throw refusals.notStored(error);
}

/**
 * Frees the memory of a piece now, not when V8 next collects: it does not see how much such a buffer weighs until there
 * are tens of megabytes of them, and then marks its whole heap to get rid of them. Only where no other buffer can be a
 * view of the same memory.
 */
function giveBack({ buffer, byteLength }: Buffer): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

/** What a short write left: the system may take less than it is given. */
function rest(pieces: readonly Buffer[], bytesWritten: number): Buffer[] {
  let written = bytesWritten;
  const left: Buffer[] = [];
  for (const piece of pieces) {
    if (written >= piece.length) written -= piece.length;
    else {
      left.push(piece.subarray(written));
      written = 0;
    }
  }
  return left;
}
