import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { refusals } from '../http/refusal.js';
import { Content } from '../tree/content.js';
import type { Reservation } from '../tree/campus-tree.js';
import type { Spool } from '../tree/spool.js';

/** Smaller bodies are written at once, larger ones by pieces of this size: memory does not follow the file. */
const PIECE_BYTES = 1024 * 1024;

export interface BodyLimits {
  readonly maxBytes: number;
  /** What was set aside before the first byte. */
  readonly reservedBytes: number;
  readonly reservation: Reservation;
  /** On its way to the disk, not only to its cache, when the promise resolves: what is about to become a deposit. */
  readonly isDurable: boolean;
}

/**
 * Streams a body into the spool while hashing it. When it throws, nothing of it is left.
 *
 * @throws Refusal 413, 503 or 507; the stream's own error when the client leaves before the end
 */
export async function receiveBody(
  request: IncomingMessage,
  spool: Spool,
  limits: BodyLimits,
): Promise<Content> {
  const hash = createHash('sha256');
  const file = new SpoolWriter(spool, limits.isDurable);
  let sizeBytes = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      if (!Buffer.isBuffer(chunk)) continue;
      sizeBytes += chunk.length;
      if (sizeBytes > limits.maxBytes) throw refusals.fileTooLarge(limits.maxBytes);
      if (sizeBytes > limits.reservedBytes) limits.reservation.grow(chunk.length);
      hash.update(chunk);
      await file.write(chunk);
    }
    await file.end();
  } catch (error) {
    await file.abandon();
    throw error;
  }
  const place =
    file.path === undefined
      ? ({ kind: 'nowhere' } as const)
      : ({ kind: 'spooled', path: file.path, synced: file.synced } as const);
  return new Content(sizeBytes, hash.digest('hex'), place, spool);
}

/** Opens a file only when there is something to write, and writes few large pieces. */
class SpoolWriter {
  #open: { readonly path: string; readonly handle: FileHandle } | undefined;
  #pieces: Buffer[] = [];
  #pendingBytes = 0;
  #synced: Promise<void> | undefined;

  constructor(
    private readonly spool: Spool,
    private readonly isDurable: boolean,
  ) {}

  /** Undefined while nothing was written. */
  get path(): string | undefined {
    return this.#open?.path;
  }

  /** Set by `end()` when the file is to be durable. */
  get synced(): Promise<void> | undefined {
    return this.#synced;
  }

  async write(chunk: Buffer): Promise<void> {
    this.#pieces.push(chunk);
    this.#pendingBytes += chunk.length;
    if (this.#pendingBytes >= PIECE_BYTES) await this.#flush().catch(refuse);
  }

  async end(): Promise<void> {
    await this.#flush().catch(refuse);
    const handle = this.#open?.handle;
    if (!this.isDurable) await handle?.close();
    else if (handle !== undefined) {
      // Through this descriptor it is cheaper than when the store does it.
      this.#synced = handle.datasync().finally(() => handle.close());
      // Told to who waits for it; a refusal in the meantime means that nobody does.
      this.#synced.catch(() => undefined);
    }
  }

  async abandon(): Promise<void> {
    await this.#open?.handle.close().catch(() => undefined);
    if (this.#open !== undefined) this.spool.discard(this.#open.path);
  }

  async #flush(): Promise<void> {
    let pieces = this.#pieces;
    this.#pieces = [];
    this.#pendingBytes = 0;
    if (pieces.length === 0) return;
    this.#open ??= await this.spool.create();
    const written = pieces;
    while (pieces.length > 0) {
      const { bytesWritten } = await this.#open.handle.writev(pieces);
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
