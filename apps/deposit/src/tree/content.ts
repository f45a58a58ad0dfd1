import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { StoredFileMissing, type ByteRange, type FileStore } from '@timetable/storage';
import { refusals } from '../http/refusal.js';
import type { Spool } from './spool.js';

/** Where the bytes are: in the spool until they become a deposit, then in the file store under its key. */
export type ContentPlace =
  | { readonly kind: 'nowhere' }
  | {
      readonly kind: 'spooled';
      readonly path: string;
      /** Resolves once the bytes are on the disk; absent where nobody asked for it. */
      readonly synced?: Promise<void> | undefined;
    }
  | { readonly kind: 'stored'; readonly key: string };

export const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/**
 * The bytes of a file, shared by its copies: a spooled file goes when the last of them does. Stored bytes belong to
 * their deposit and are never deleted from here.
 */
export class Content {
  #holders = 0;
  #place: ContentPlace;

  constructor(
    readonly sizeBytes: number,
    readonly sha256: string,
    place: ContentPlace,
    private readonly spool: Spool,
  ) {
    this.#place = place;
  }

  get place(): ContentPlace {
    return this.#place;
  }

  /** A strong validator: the same bytes, the same tag. */
  get etag(): string {
    return `"${this.sha256.slice(0, 32)}"`;
  }

  hold(): this {
    this.#holders += 1;
    return this;
  }

  /** Whoever asked for the spooled file now answers for it; there are no bytes here any more. */
  giveAway(): void {
    this.#place = { kind: 'nowhere' };
  }

  /** Somebody new has it for a day: the spool must not take the bytes for left behind before. */
  async renew(): Promise<void> {
    if (this.place.kind === 'spooled') await this.spool.renew(this.place.path);
  }

  /** Once for each `hold()`; at once for a content nobody ever held. */
  release(): void {
    this.#holders -= 1;
    if (this.#holders <= 0 && this.place.kind === 'spooled') this.spool.discard(this.place.path);
  }
}

/**
 * The bytes from `start` to `end`, both included, as a stream that gives its descriptor back when destroyed.
 *
 * @throws Refusal 404 when the stored file is no longer kept, 503 when it cannot be read
 */
export async function readContent(content: Content, files: FileStore, range?: ByteRange): Promise<Readable> {
  try {
    return await streamOf(content.place, files, range);
  } catch (error) {
    throw error instanceof StoredFileMissing ? refusals.notFound() : refusals.notRead(error);
  }
}

async function streamOf(
  place: ContentPlace,
  files: FileStore,
  range: ByteRange | undefined,
): Promise<Readable> {
  switch (place.kind) {
    case 'nowhere':
      return Readable.from([]);
    case 'spooled':
      return (await open(place.path, 'r')).createReadStream(range);
    case 'stored':
      return files.stream(place.key, range);
  }
}
