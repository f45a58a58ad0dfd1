import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type ListObjectsV2CommandOutput,
} from '@aws-sdk/client-s3';
import { TooLate, withinTime } from '@timetable/runtime/within-time';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isPassing } from './bucket-refusal.js';
import { BucketUnavailable } from './errors.js';
import type { ByteRange } from './file-store.js';

export interface BucketLocation {
  readonly bucket: string;
  /** Base URL of an S3-compatible server; Amazon's own when undefined. */
  readonly endpoint: string | undefined;
  readonly region: string;
  /** The SDK's usual chain (instance or pod role) when undefined. */
  readonly credentials:
    | { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string }
    | undefined;
}

/** How long a bucket may take, in milliseconds. The SDK by itself waits for ever: its `requestTimeout` only warns. */
export interface BucketLimits {
  /** Until a connection is there. */
  readonly connectMs: number;
  /** An upload, all tries together. */
  readonly uploadMs: number;
  /** Before an upload is tried a second time; before the third, twice as long. */
  readonly retryPauseMs: number;
  /** Any other call, all tries together; a download until its first byte. */
  readonly answerMs: number;
  /** Silence during a download. */
  readonly silenceMs: number;
}

/**
 * An upload that fails and the deletion that follows take 40 s at most together: clients, and the proxies before them,
 * wait a minute or so for an answer.
 */
export const DEFAULT_BUCKET_LIMITS: BucketLimits = {
  connectMs: 5_000,
  uploadMs: 30_000,
  retryPauseMs: 200,
  answerMs: 10_000,
  silenceMs: 60_000,
};

const UPLOAD_TRIES = 3;
/** The SDK's own 50 make a burst of deposits wait in line, in which the time to connect runs too. */
const MAX_SOCKETS = 256;

/** What fails is thrown, and logged by who asked: the SDK's own warnings would stand beside our lines of JSON. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };

export interface ListedObject {
  readonly key: string;
  readonly lastModified: Date;
}

/**
 * The five calls to an S3-compatible bucket that we make. Each ends in bounded time, and says `BucketUnavailable` when
 * it is worth while to try again later. A call that failed may have been done nonetheless.
 */
export class Bucket {
  readonly #client: S3Client;
  readonly #name: string;
  readonly #limits: BucketLimits;

  constructor({ bucket, endpoint, region, credentials }: BucketLocation, limits = DEFAULT_BUCKET_LIMITS) {
    this.#name = bucket;
    this.#limits = limits;
    this.#client = new S3Client({
      region,
      ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
      ...(credentials === undefined ? {} : { credentials }),
      // Several S3-compatible servers refuse the SDK's default trailing checksums.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      logger: SILENT,
      requestHandler: {
        logger: SILENT,
        connectionTimeout: limits.connectMs,
        socketTimeout: limits.silenceMs,
        httpAgent: { maxSockets: MAX_SOCKETS },
        httpsAgent: { maxSockets: MAX_SOCKETS },
      },
    });
  }

  /** Sends a local file, anew when the way breaks: the SDK repeats no body that is a stream. */
  async upload(path: string, key: string): Promise<void> {
    await this.#within(`upload of ${key}`, this.#limits.uploadMs, async (signal) => {
      for (let tries = 1; ; tries += 1) {
        try {
          await this.#put(path, key, signal);
          return;
        } catch (error) {
          if (tries === UPLOAD_TRIES || signal.aborted || !isPassing(error)) throw error;
          await sleep(tries * this.#limits.retryPauseMs, undefined, { signal });
        }
      }
    });
  }

  /** @returns the object, and how many bytes of it come */
  async download(key: string, range?: ByteRange): Promise<{ body: Readable; sizeBytes: number | undefined }> {
    const command = new GetObjectCommand({
      Bucket: this.#name,
      Key: key,
      ...(range === undefined ? {} : { Range: `bytes=${range.start}-${range.end}` }),
    });
    const { Body: body, ContentLength: sizeBytes } = await this.#answer(`download of ${key}`, (options) =>
      this.#client.send(command, options),
    );
    if (!(body instanceof Readable)) throw new Error(`the bucket answered without a body for ${key}`);
    return { body, sizeBytes };
  }

  async sizeOf(key: string): Promise<number> {
    const command = new HeadObjectCommand({ Bucket: this.#name, Key: key });
    const { ContentLength } = await this.#answer(`size of ${key}`, (options) =>
      this.#client.send(command, options),
    );
    if (ContentLength === undefined) throw new Error(`the bucket tells no size for ${key}`);
    return ContentLength;
  }

  /** Deleting what is not there succeeds. */
  async delete(key: string): Promise<void> {
    const command = new DeleteObjectCommand({ Bucket: this.#name, Key: key });
    await this.#answer(`deletion of ${key}`, (options) => this.#client.send(command, options));
  }

  /**
   * Every object, a page of a thousand at a time.
   *
   * @param stop ends the listing early: it throws the reason
   */
  async *list(stop?: AbortSignal): AsyncGenerator<ListedObject> {
    let token: string | undefined;
    do {
      const page = await this.#page({ ContinuationToken: token }, stop);
      for (const { Key: key, LastModified: lastModified } of page.Contents ?? []) {
        if (key !== undefined && lastModified !== undefined) yield { key, lastModified };
      }
      token = page.NextContinuationToken;
    } while (token !== undefined);
  }

  /** Asking for one object proves the address, the bucket and the credentials at once. */
  async check(): Promise<void> {
    await this.#page({ MaxKeys: 1 });
  }

  #page(
    options: { readonly MaxKeys?: number; readonly ContinuationToken?: string | undefined },
    stop?: AbortSignal,
  ): Promise<ListObjectsV2CommandOutput> {
    const command = new ListObjectsV2Command({ Bucket: this.#name, ...options });
    return this.#answer('listing', (options) => this.#client.send(command, options), stop);
  }

  #answer<T>(
    what: string,
    send: (options: { readonly abortSignal: AbortSignal }) => Promise<T>,
    stop?: AbortSignal,
  ): Promise<T> {
    return this.#within(what, this.#limits.answerMs, (abortSignal) => send({ abortSignal }), stop);
  }

  /** The only place that turns what the SDK throws into an error of ours. */
  async #within<T>(
    what: string,
    limitMs: number,
    work: (signal: AbortSignal) => Promise<T>,
    stop?: AbortSignal,
  ): Promise<T> {
    try {
      return await withinTime(limitMs, 'the bucket', work, stop);
    } catch (error) {
      if (error instanceof TooLate)
        throw new BucketUnavailable(`${what}: the bucket was not done within ${limitMs} ms`, {
          cause: error,
        });
      if (stop?.aborted === true || !isPassing(error)) throw error;
      throw new BucketUnavailable(`${what}: the bucket does not answer`, { cause: error });
    }
  }

  async #put(path: string, key: string, signal: AbortSignal): Promise<void> {
    const file = await open(path, 'r');
    const body = file.createReadStream();
    const call = new AbortController();
    const either = AbortSignal.any([signal, call.signal]);
    // The SDK listens neither to a body that fails, nor closes one of which it needs no more.
    body.once('error', (error) => {
      call.abort(error);
    });
    try {
      const command = new PutObjectCommand({
        Bucket: this.#name,
        Key: key,
        Body: body,
        ContentLength: (await file.stat()).size,
        ContentType: 'application/octet-stream',
      });
      await this.#client.send(command, { abortSignal: either });
      // The answer may come with the last byte, before the body was seen to end: cut there, the request would have no
      // end, and its connection neither.
      await finished(body, { signal: either });
    } catch (error) {
      // A server that refuses before the end leaves a connection on which the rest of the body is still awaited.
      call.abort();
      throw error;
    } finally {
      body.destroy();
      await file.close();
    }
  }
}

function ignore(): void {
  // Nothing.
}
